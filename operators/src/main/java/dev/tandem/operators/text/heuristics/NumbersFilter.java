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
 * Keeps text with few digits: the digits 0 to 9 over all characters; 1 for empty text. A rule of NeMo Curator.
 */
@OperatorName("numbers")
public final class NumbersFilter implements Filter {
    private final Params params;

    public NumbersFilter(Params params) {
        this.params = params;
    }

    /**
     * The limit.
     *
     * @param maxNumberToTextRatio largest share kept
     */
    public record Params(@Setting(value = "0.15", min = 0, max = 1) double maxNumberToTextRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("numbers_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            CharacterCounts counts = sample.derive(CharacterCounts.OF);
            out.number(row, 0, counts.share(counts.digits()));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return row.number(0) <= params.maxNumberToTextRatio()
                ? Decision.KEEP
                : Decision.drop("numbers_ratio above max_number_to_text_ratio");
    }
}
