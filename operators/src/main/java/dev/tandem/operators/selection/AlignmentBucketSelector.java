package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells of each sample which of several equally large buckets its value falls into, as AlignGPT does with CLIP scores: bucket 0 has
 * the smallest values of all that come into the step, the last one the greatest. The first sample of bucket {@code i} is the one at
 * the index {@code floor(i * n / buckets)} of the values in ascending order, so that the sizes differ by one at most; of equal values
 * those with the smaller ids come first. Keeps all samples that have a value: what becomes of a bucket is for a selector behind it, or
 * for the training that reads {@code alignment_bucket.bucket}.
 */
@OperatorName("alignment_bucket")
public final class AlignmentBucketSelector implements SetSelector {
    private static final RankKey KEY = new RankKey(false, true);

    private final Params params;
    private final OneFeature feature;

    public AlignmentBucketSelector(Params params) {
        this.params = params;
        this.feature = new OneFeature(params.feature(), params.several(), params.missing());
    }

    /**
     * Buckets of what.
     *
     * @param feature the measured value, as operator.feature, such as text_similarity.similarity
     * @param buckets how many there are
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples without a value; they are in no bucket
     */
    public record Params(
            @Setting("") String feature,
            @Setting(value = "8", min = 1, max = 1000) int buckets,
            @Setting("mean") Several several,
            @Setting("drop") Missing missing) {}

    @Override
    public List<FeatureReading> readings() {
        return feature.readings();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("bucket"));
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

    /** The first key of each bucket but the lowest. */
    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        List<byte[]> firsts = new ArrayList<>();
        long[] end = {0};
        all.forEach((key, count) -> {
            end[0] += count;
            while (firsts.size() < params.buckets() - 1 && first(firsts.size() + 1, all.total()) < end[0]) {
                firsts.add(key.clone());
            }
        });
        byte[] concluded = new byte[firsts.size() * keyBytes()];
        for (int i = 0; i < firsts.size(); i++) {
            System.arraycopy(firsts.get(i), 0, concluded, i * keyBytes(), keyBytes());
        }
        return concluded;
    }

    private long first(int bucket, long total) {
        return bucket * total / params.buckets();
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        return (row, values) -> {
            if (Double.isNaN(row.number(0))) {
                return feature.withoutValue();
            }
            values[0] = bucket(concluded, KEY.of(row));
            return Decision.KEEP;
        };
    }

    /** How many buckets begin at or before a key. */
    private int bucket(byte[] firsts, byte[] key) {
        int low = 0;
        int high = firsts.length / key.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int from = middle * key.length;
            if (Arrays.compareUnsigned(firsts, from, from + key.length, key, 0, key.length) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
