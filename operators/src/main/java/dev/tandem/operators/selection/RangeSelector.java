package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleSelector;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.Setting;
import java.util.List;

/** Keeps samples whose measured value lies between two limits, both included. */
@OperatorName("range")
public final class RangeSelector implements SampleSelector {
    private final Params params;
    private final OneFeature feature;

    public RangeSelector(Params params) {
        if (params.min() > params.max()) {
            throw new IllegalArgumentException("parameter 'min' is above 'max'; expected at most the same");
        }
        this.params = params;
        this.feature = new OneFeature(params.feature(), params.several(), params.missing());
    }

    /**
     * What is held against what.
     *
     * @param feature the measured value, as operator.feature, such as text_length.text_len
     * @param min smallest value that stays
     * @param max greatest value that stays
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples without a value
     */
    public record Params(
            @Setting("") String feature,
            @Setting("-Infinity") double min,
            @Setting("Infinity") double max,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    @Override
    public List<FeatureReading> readings() {
        return feature.readings();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("value"), Feature.number("min"), Feature.number("max"));
    }

    @Override
    public Decision decide(SelectorRow row, double[] values) {
        double value = row.number(0);
        if (Double.isNaN(value)) {
            return feature.withoutValue();
        }
        values[0] = value;
        values[1] = Double.isInfinite(params.min()) ? Double.NaN : params.min();
        values[2] = Double.isInfinite(params.max()) ? Double.NaN : params.max();
        return Decision.within(feature.name(), value, params.min(), "min", params.max(), "max");
    }
}
