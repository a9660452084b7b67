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
 * Keeps the samples with the greatest measured values of all that come into the step. With {@code cut: value} the rule is DataComp's
 * for its top 30 % of CLIP scores: the threshold is the value at the index {@code floor(fraction * n)} of the values in descending
 * order, counted from 0, and whatever is at or above it stays; so of different values one more stays than the fraction says, and
 * equal ones stay together. With {@code cut: count} exactly {@code floor(fraction * n)} samples stay, and of equal values those
 * with the smallest ids. Samples without a value are not counted. What a filter before it drops is not ranked either: where a
 * fraction of the whole pool is meant, it comes before other filters.
 */
@OperatorName("top_fraction")
public final class TopFractionSelector implements SetSelector {
    private final Params params;
    private final OneFeature feature;
    private final RankKey key;

    public TopFractionSelector(Params params) {
        this.params = params;
        this.feature = new OneFeature(params.feature(), params.several(), params.missing());
        this.key = new RankKey(params.order() == Order.HIGHEST, params.cut() == Cut.COUNT);
    }

    /**
     * How many stay of what.
     *
     * @param feature the measured value, as operator.feature, such as text_similarity.similarity
     * @param fraction share of the samples that stays
     * @param count most samples that stay, where that is fewer than the fraction; with those of equal value, where they stay together
     * @param order whether the highest or the lowest values are best
     * @param cut whether all values at or above the one at the cut stay, or an exact number of samples
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples without a value
     */
    public record Params(
            @Setting("") String feature,
            @Setting(value = "0.3", min = 0, max = 1) double fraction,
            @Setting(value = "Infinity", min = 0) long count,
            @Setting("highest") Order order,
            @Setting("value") Cut cut,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    /** Which values are best. */
    public enum Order {
        HIGHEST,
        LOWEST
    }

    /** What the fraction cuts. */
    public enum Cut {
        VALUE,
        COUNT
    }

    @Override
    public List<FeatureReading> readings() {
        return feature.readings();
    }

    @Override
    public List<Feature> features() {
        return List.of(
                Feature.number("value"), Feature.number(params.order() == Order.HIGHEST ? "min" : "max"), Feature.number("top_share"));
    }

    @Override
    public Access access() {
        return key.access();
    }

    @Override
    public int keyBytes() {
        return key.bytes();
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        if (!Double.isNaN(row.number(0))) {
            counted.accept(key.of(row));
        }
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        // In double arithmetic, as the reference has it.
        long index = (long) (all.total() * params.fraction());
        boolean ties = params.cut() == Cut.VALUE;
        return Ranks.of(all, keyBytes(), 0, Math.min(ties ? index + 1 : index, params.count()), ties).encode();
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        Ranks ranks = Ranks.decode(concluded, keyBytes());
        double limit = ranks.isAny() ? key.value(ranks.last()) : Double.NaN;
        return (row, values) -> {
            double value = row.number(0);
            if (Double.isNaN(value)) {
                return feature.withoutValue();
            }
            byte[] own = key.of(row);
            values[0] = value;
            values[1] = limit;
            values[2] = ranks.share(own);
            return ranks.contains(own) ? Decision.KEEP : Decision.drop(feature.name() + " not in the top fraction");
        };
    }
}
