package dev.tandem.operators.selection;

import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.metadata.Field;
import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongRBTreeMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the samples with the most frequent values of a field that they were read with, such as a licence, a source or a label, or
 * with the rarest: Data-Juicer's rule, which takes {@code floor(top_ratio * n)} of n different values. Of values that are equally
 * frequent those count first whose digests are the smallest, where the reference has those that come first. A field that is not
 * there is a value of its own. Without {@code field_key}, or without {@code top_ratio} and {@code topk}, everything stays.
 */
@OperatorName("frequency_specified_field")
public final class FrequencySpecifiedFieldSelector implements SetSelector {
    /** Half a digest: two of a billion values meet with a chance of one in 10^20. */
    private static final int KEY_BYTES = 16;

    private final Params params;
    private final MessageDigest sha256 = Digest.sha256();

    public FrequencySpecifiedFieldSelector(Params params) {
        this.params = params;
    }

    /**
     * Which values stay.
     *
     * @param fieldKey the field; one within another by names between dots
     * @param topRatio share of the different values that stays, rounded down; 0 for what topk says
     * @param topk most values that stay, where that is fewer; 0 for no such limit
     * @param reverse whether the most frequent values stay, or the rarest
     */
    public record Params(
            @Setting("") String fieldKey,
            @Setting(value = "0", min = 0, max = 1) double topRatio,
            @Setting(value = "0", min = 0) long topk,
            @Setting("true") boolean reverse) {
        private boolean isOff() {
            return fieldKey.isEmpty() || topRatio == 0 && topk == 0;
        }

        private long values(long different) {
            double most = topRatio == 0 ? topk : topRatio * different;
            return (long) (topk == 0 ? most : Math.min(most, topk));
        }
    }

    @Override
    public List<FeatureReading> readings() {
        return List.of();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("count"));
    }

    @Override
    public Access access() {
        return params.isOff() ? Access.FEATURES : Access.TEXTS;
    }

    @Override
    public int keyBytes() {
        return KEY_BYTES;
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        if (!params.isOff()) {
            counted.accept(key(row));
        }
    }

    /** A field that is not there differs from one that is empty. */
    private byte[] key(SelectorRow row) {
        String value = Field.find(row.metadata(), params.fieldKey()).map(found -> "=" + found).orElse("");
        return Arrays.copyOf(sha256.digest(value.getBytes(StandardCharsets.UTF_8)), KEY_BYTES);
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        Cut cut = cut(all);
        long[] equal = {cut.equal()};
        all.forEach((key, count) -> {
            boolean first = params.reverse() ? count > cut.count() : count < cut.count();
            if (first || count == cut.count() && equal[0]-- > 0) {
                table.accept(key, count);
            }
        });
        return new byte[0];
    }

    /**
     * Where the frequencies are cut.
     *
     * @param count of the last values that stay
     * @param equal how many of the values that are so frequent
     */
    private record Cut(long count, long equal) {}

    /** By how many values are how frequent: of that there are few, whatever the number of samples. */
    private Cut cut(KeyCounts all) {
        Long2LongRBTreeMap values = new Long2LongRBTreeMap(
                (one, other) -> params.reverse() ? Long.compare(other, one) : Long.compare(one, other));
        long[] different = {0};
        all.forEach((key, count) -> {
            values.addTo(count, 1);
            different[0]++;
        });
        long left = params.values(different[0]);
        for (Long2LongMap.Entry entry : values.long2LongEntrySet()) {
            if (left <= entry.getLongValue()) {
                return new Cut(entry.getLongKey(), left);
            }
            left -= entry.getLongValue();
        }
        return new Cut(params.reverse() ? 0 : Long.MAX_VALUE, 0);
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        if (params.isOff()) {
            return (row, values) -> Decision.KEEP;
        }
        return (row, values) -> {
            long count = table.number(key(row));
            if (count == 0) {
                return Decision.drop(params.reverse() ? "value too rare" : "value too frequent");
            }
            values[0] = count;
            return Decision.KEEP;
        };
    }
}
