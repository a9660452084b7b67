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

/**
 * Keeps samples on one side of a threshold of a value that an earlier operator measured. The threshold itself is kept, as in
 * DataComp's CLIP filter (B/32 at least 0.28).
 */
@OperatorName("threshold")
public final class ThresholdSelector implements SampleSelector {
    private final Params params;
    private final OneFeature feature;

    public ThresholdSelector(Params params) {
        this.params = params;
        this.feature = new OneFeature(params.feature(), params.several(), params.missing());
    }

    /**
     * What is held against what.
     *
     * @param feature the measured value, as operator.feature, such as text_length.text_len
     * @param threshold the limit
     * @param keep whether values of at least, or of at most, the threshold stay
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples without a value
     */
    public record Params(
            @Setting("") String feature,
            @Setting("0") double threshold,
            @Setting("at_least") Side keep,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    /** Which side of a threshold stays. */
    public enum Side {
        AT_LEAST,
        AT_MOST
    }

    @Override
    public List<FeatureReading> readings() {
        return feature.readings();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("value"), Feature.number(params.keep() == Side.AT_LEAST ? "min" : "max"));
    }

    @Override
    public Decision decide(SelectorRow row, double[] values) {
        double value = row.number(0);
        if (Double.isNaN(value)) {
            return feature.withoutValue();
        }
        values[0] = value;
        values[1] = params.threshold();
        return params.keep() == Side.AT_LEAST
                ? value >= params.threshold() ? Decision.KEEP : Decision.drop(feature.name() + " below threshold")
                : value <= params.threshold() ? Decision.KEEP : Decision.drop(feature.name() + " above threshold");
    }
}
