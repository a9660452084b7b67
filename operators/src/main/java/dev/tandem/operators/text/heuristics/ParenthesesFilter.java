package dev.tandem.operators.text.heuristics;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/**
 * Keeps text with few brackets: round, square, curly and angle ones (but for the signs of less and greater) over all
 * characters; 1 for empty text. A rule of NeMo Curator.
 */
@OperatorName("parentheses")
public final class ParenthesesFilter implements Filter {
    private final Params params;

    public ParenthesesFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxParenthesesRatio largest share kept
     */
    public record Params(@Setting(value = "0.1", min = 0, max = 1) double maxParenthesesRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("parentheses_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            CharacterCounts counts = sample.derive(CharacterCounts.OF);
            out.number(row, 0, counts.share(counts.parentheses()));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxParenthesesRatio()
                ? Decision.KEEP
                : Decision.drop("parentheses_ratio above max_parentheses_ratio");
    }
}
