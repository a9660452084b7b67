package com.example.operators;

import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import java.util.List;

/** Keeps samples whose text has few exclamation marks for its length. */
@OperatorName("exclamation_ratio")
public final class ExclamationFilter implements Filter {
    private final Params params;

    public ExclamationFilter(Params params) {
        this.params = params;
    }

    /**
     * Limits of the share.
     *
     * @param maxRatio largest share kept of exclamation marks among all characters
     */
    public record Params(@Setting(value = "0.01", min = 0, max = 1) double maxRatio) {}

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("exclamation_ratio"));
    }

    @Override
    public void measure(Batch batch, Measurements out) {
        batch.forEach(out, (row, sample) -> out.number(row, 0, ratio(sample.text())));
    }

    private static double ratio(String text) {
        long marks = text.codePoints().filter(character -> character == '!').count();
        return text.isEmpty() ? 0 : (double) marks / text.codePointCount(0, text.length());
    }

    @Override
    public Decision decide(FeatureRow row) {
        return Decision.within("exclamation_ratio", row.number(0), 0, "0", params.maxRatio(), "max_ratio");
    }
}
