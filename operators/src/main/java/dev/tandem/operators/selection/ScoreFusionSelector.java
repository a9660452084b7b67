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
 * Fuses several measured values into one score for a selector after it, such as {@code top_fraction} with {@code feature:
 * score_fusion.score}: each value is normalised over all samples that come into the step, and the weighted sum is the score. With
 * two features, {@code min_max} and weights of 0.5 it is SIEVE's fusion of its own score and CLIP's. Keeps all samples that have
 * all values. A value that is the same for all samples counts as 0.
 */
@OperatorName("score_fusion")
public final class ScoreFusionSelector implements SetSelector {
    private static final int MOST = 64;

    private final Params params;
    private final double[] weights;

    public ScoreFusionSelector(Params params) {
        if (params.features().size() > MOST) {
            throw new IllegalArgumentException(
                    "parameter 'features' has at most " + MOST + " of them, found " + params.features().size());
        }
        this.params = params;
        this.weights = Weights.of(params.weights(), params.features().size(), "features", 1.0 / Math.max(1, params.features().size()));
    }

    /**
     * What is fused.
     *
     * @param features measured values, each as operator.feature
     * @param weights how much each counts, in the same order; the same, and 1 together, where there are none
     * @param normalization min_max: to 0 for the smallest and 1 for the greatest value; z_score: to standard deviations from the mean
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples without one of the values; they have no score
     */
    public record Params(
            @Setting("") List<String> features,
            @Setting("") List<String> weights,
            @Setting("min_max") Normalization normalization,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    /** How values become comparable. */
    public enum Normalization {
        MIN_MAX,
        Z_SCORE
    }

    @Override
    public List<FeatureReading> readings() {
        return params.features().stream().map(feature -> new FeatureReading(feature, params.several())).toList();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("score"));
    }

    @Override
    public int keyBytes() {
        return 1 + OrderedNumber.BYTES;
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        byte[] key = new byte[keyBytes()];
        for (int i = 0; i < weights.length; i++) {
            if (Double.isFinite(row.number(i))) {
                key[0] = (byte) i;
                OrderedNumber.put(row.number(i), key, 1);
                counted.accept(key);
            }
        }
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        double[] low = new double[weights.length];
        double[] width = new double[weights.length];
        if (params.normalization() == Normalization.MIN_MAX) {
            boolean[] any = new boolean[weights.length];
            all.forEach((key, count) -> {
                double value = OrderedNumber.of(key, 1);
                low[key[0]] = any[key[0]] ? low[key[0]] : value;
                any[key[0]] = true;
                width[key[0]] = value - low[key[0]];
            });
        } else {
            Moments[] moments = new Moments[weights.length];
            java.util.Arrays.setAll(moments, i -> new Moments());
            all.forEach((key, count) -> moments[key[0]].first(OrderedNumber.of(key, 1), count));
            all.forEach((key, count) -> moments[key[0]].second(OrderedNumber.of(key, 1), count));
            java.util.Arrays.setAll(low, i -> moments[i].mean());
            java.util.Arrays.setAll(width, i -> moments[i].deviation());
        }
        ByteBuffer found = ByteBuffer.allocate(2 * Double.BYTES * weights.length);
        for (int i = 0; i < weights.length; i++) {
            found.putDouble(low[i]).putDouble(width[i]);
        }
        return found.array();
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        ByteBuffer found = ByteBuffer.wrap(concluded);
        return (row, values) -> {
            double score = 0;
            for (int i = 0; i < weights.length; i++) {
                double value = row.number(i);
                if (!Double.isFinite(value)) {
                    return OneFeature.withoutValue(params.missing(), params.features().get(i));
                }
                double width = found.getDouble((2 * i + 1) * Double.BYTES);
                score += width == 0 ? 0 : weights[i] * ((value - found.getDouble(2 * i * Double.BYTES)) / width);
            }
            values[0] = score;
            return Decision.KEEP;
        };
    }
}
