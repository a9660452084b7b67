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
 * Keeps English text with few characters other than plain letters and digits, line feeds, and the marks {@code ?!,.}:
 * such characters, spaces among them, over all; 1 for empty text. A rule of NeMo Curator.
 */
@OperatorName("non_alpha_numeric")
public final class NonAlphaNumericFilter implements Filter {
    private final Params params;

    public NonAlphaNumericFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxNonAlphaNumericToTextRatio largest share kept
     */
    public record Params(@Setting(value = "0.25", min = 0, max = 1) double maxNonAlphaNumericToTextRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("non_alpha_numeric_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            CharacterCounts counts = sample.derive(CharacterCounts.OF);
            out.number(row, 0, counts.share(counts.nonAlphanumeric()));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxNonAlphaNumericToTextRatio()
                ? Decision.KEEP
                : Decision.drop("non_alpha_numeric_ratio above max_non_alpha_numeric_to_text_ratio");
    }
}
