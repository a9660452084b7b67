package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Setting;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the samples whose measured value is at most k standard deviations from the mean of all that come into the step, as
 * Data-Juicer sets the limits of its recipes by k-sigma. Values are added up in ascending order, whatever the shards are, so that
 * mean and deviation are always the same. Only finite values are counted.
 */
@OperatorName("k_sigma")
public final class KSigmaSelector implements SetSelector {
    private final Params params;
    private final OneFeature feature;

    public KSigmaSelector(Params params) {
        this.params = params;
        this.feature = new OneFeature(params.feature(), params.several(), params.missing());
    }

    /**
     * How far from the mean of what.
     *
     * @param feature the measured value, as operator.feature, such as text_length.text_len
     * @param k standard deviations from the mean that stay
     * @param sides whether both too low and too high values go, or those on one side alone
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples without a value
     */
    public record Params(
            @Setting("") String feature,
            @Setting(value = "3", min = 0) double k,
            @Setting("both") Sides sides,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    /** On which sides of the mean samples go. */
    public enum Sides {
        BOTH,
        LOWER,
        UPPER
    }

    @Override
    public List<FeatureReading> readings() {
        return feature.readings();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("value"), Feature.number("min"), Feature.number("max"), Feature.number("sigmas"));
    }

    @Override
    public int keyBytes() {
        return OrderedNumber.BYTES;
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        if (Double.isFinite(row.number(0))) {
            byte[] key = new byte[OrderedNumber.BYTES];
            OrderedNumber.put(row.number(0), key, 0);
            counted.accept(key);
        }
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        Moments moments = new Moments();
        all.forEach((key, count) -> moments.first(OrderedNumber.of(key, 0), count));
        all.forEach((key, count) -> moments.second(OrderedNumber.of(key, 0), count));
        return ByteBuffer.allocate(2 * Double.BYTES).putDouble(moments.mean()).putDouble(moments.deviation()).array();
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        ByteBuffer found = ByteBuffer.wrap(concluded);
        double mean = found.getDouble();
        double deviation = found.getDouble();
        double min = params.sides() == Sides.UPPER ? Double.NEGATIVE_INFINITY : mean - params.k() * deviation;
        double max = params.sides() == Sides.LOWER ? Double.POSITIVE_INFINITY : mean + params.k() * deviation;
        return (row, values) -> {
            double value = row.number(0);
            if (Double.isNaN(value)) {
                return feature.withoutValue();
            }
            values[0] = value;
            values[1] = Double.isInfinite(min) ? Double.NaN : min;
            values[2] = Double.isInfinite(max) ? Double.NaN : max;
            values[3] = deviation == 0 ? 0 : (value - mean) / deviation;
            if (value < min) {
                return Decision.drop(feature.name() + " too far below the mean");
            }
            return value > max ? Decision.drop(feature.name() + " too far above the mean") : Decision.KEEP;
        };
    }
}
