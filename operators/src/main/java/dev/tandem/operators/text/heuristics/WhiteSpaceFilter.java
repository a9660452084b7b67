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
 * Keeps text with little white space: spaces, tabs, line feeds, carriage returns and backspaces over all characters,
 * those at both ends included; 1 for empty text. A rule of NeMo Curator.
 */
@OperatorName("white_space")
public final class WhiteSpaceFilter implements Filter {
    private final Params params;

    public WhiteSpaceFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxWhiteSpaceRatio largest share kept
     */
    public record Params(@Setting(value = "0.25", min = 0, max = 1) double maxWhiteSpaceRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("white_space_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            CharacterCounts counts = sample.derive(CharacterCounts.OF);
            out.number(row, 0, counts.share(counts.whiteSpace()));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxWhiteSpaceRatio()
                ? Decision.KEEP
                : Decision.drop("white_space_ratio above max_white_space_ratio");
    }
}
