package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Setting;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the samples whose measured values lie between two quantiles of all that come into the step: with the values in ascending
 * order and counted from 0, those from the index {@code floor(lower * n)} up to, and without, {@code floor(upper * n)}, of which
 * ranks can cut off more. So the number of samples that stay is exact; of equal values at an end those with the smaller ids come
 * first. It is the rule of Data-Juicer's {@code range_specified_field_selector}. Samples without a value are not counted.
 */
@OperatorName("quantile_range")
public final class QuantileRangeSelector implements SetSelector {
    private static final RankKey KEY = new RankKey(false, true);

    private final Params params;
    private final OneFeature feature;

    public QuantileRangeSelector(Params params) {
        if (params.lower() > params.upper()) {
            throw new IllegalArgumentException("parameter 'lower' is above 'upper'; expected at most the same");
        }
        this.params = params;
        this.feature = new OneFeature(params.feature(), params.several(), params.missing());
    }

    /**
     * Which quantiles of what.
     *
     * @param feature the measured value, as operator.feature, such as text_length.text_len
     * @param lower quantile from which samples stay
     * @param upper quantile up to which samples stay
     * @param lowerRank how many samples with the lowest values go, where that is more than the quantile says
     * @param upperRank up to which of the samples, counted from the lowest value, they stay, where that is fewer than it says
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples without a value
     */
    public record Params(
            @Setting("") String feature,
            @Setting(value = "0", min = 0, max = 1) double lower,
            @Setting(value = "1", min = 0, max = 1) double upper,
            @Setting(value = "0", min = 0) long lowerRank,
            @Setting(value = "Infinity", min = 0) long upperRank,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    @Override
    public List<FeatureReading> readings() {
        return feature.readings();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("value"), Feature.number("min"), Feature.number("max"), Feature.number("quantile"));
    }

    @Override
    public Access access() {
        return KEY.access();
    }

    @Override
    public int keyBytes() {
        return KEY.bytes();
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        if (!Double.isNaN(row.number(0))) {
            counted.accept(KEY.of(row));
        }
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        long from = Math.max((long) (all.total() * params.lower()), params.lowerRank());
        long to = Math.min((long) (all.total() * params.upper()), params.upperRank());
        return Ranks.of(all, keyBytes(), from, to, false).encode();
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        Ranks ranks = Ranks.decode(concluded, keyBytes());
        double min = ranks.isAny() ? KEY.value(ranks.first()) : Double.NaN;
        double max = ranks.isAny() ? KEY.value(ranks.last()) : Double.NaN;
        return (row, values) -> {
            double value = row.number(0);
            if (Double.isNaN(value)) {
                return feature.withoutValue();
            }
            byte[] own = KEY.of(row);
            values[0] = value;
            values[1] = min;
            values[2] = max;
            values[3] = ranks.share(own);
            return ranks.contains(own) ? Decision.KEEP : Decision.drop(feature.name() + " outside of the quantiles");
        };
    }
}
