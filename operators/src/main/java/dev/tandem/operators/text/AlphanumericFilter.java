package dev.tandem.operators.text;

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
 * Keeps samples by the share of letters and digits: code points that are letters or numbers in Unicode 14 over all code
 * points; 0 for empty text.
 */
@OperatorName(value = "alphanumeric", version = 2)
public final class AlphanumericFilter implements Filter {
    private final Params params;

    public AlphanumericFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits.
     *
     * @param minRatio smallest share kept
     * @param maxRatio largest share kept
     */
    public record Params(
            @Setting(value = "0.25", min = 0, max = 1) double minRatio,
            @Setting(value = "Infinity", min = 0) double maxRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("alnum_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> {
            CharacterKinds kinds = sample.derive(CharacterKinds.OF);
            out.number(row, 0, kinds.share(kinds.alphanumeric()));
        });
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within(
                "alnum_ratio", row.number(0), params.minRatio(), "min_ratio", params.maxRatio(), "max_ratio");
    }
}
