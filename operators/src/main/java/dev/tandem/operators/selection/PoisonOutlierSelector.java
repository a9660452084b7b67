package dev.tandem.operators.selection;

import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Setting;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Drops samples that look like poison with a trigger. Such pairs share something, a rare word or a patch in the picture, and their texts
 * do not fit their pictures, since the attacker wants the one to stand for the other. Samples that share a word, or a cluster of
 * pictures where an earlier step measured one, are a group; a group whose mean value of a measure of consistency, such as the CLIP score,
 * lies far below the mean of all samples is suspect, and its samples below the mean of all are dropped. Clumsy captions that many
 * samples share are found as well; poison whose texts fit, or of a few samples, is not.
 */
@OperatorName("poison_outlier")
public final class PoisonOutlierSelector implements SetSelector {
    private static final byte ALL = 0;
    private static final byte WORD = 1;
    private static final byte CLUSTER = 2;
    private static final int AT_GROUP = 1;
    private static final int AT_STEP = AT_GROUP + Long.BYTES;
    private static final int KEY_BYTES = AT_STEP + Short.BYTES;
    /** Values are counted by thousandths, those beyond 32 as if they were 32. */
    private static final double STEPS = 1_000;

    private static final int MOST_WORDS = 512;

    private final Params params;

    public PoisonOutlierSelector(Params params) {
        this.params = params;
    }

    /**
     * What is suspect.
     *
     * @param feature how well picture and text fit, as operator.feature, such as clip_score.similarity
     * @param cluster number of the cluster of the picture, as operator.feature, such as image_cluster.cluster; empty where words alone
     *     make groups
     * @param deviations how many standard deviations of all samples the mean of a suspect group lies below that of all
     * @param minCount samples of the smallest group
     * @param several which number stands for a sample whose media parts have one each
     * @param missing what becomes of samples without a value
     */
    public record Params(
            @Setting("") String feature,
            @Setting("") String cluster,
            @Setting(value = "1.5", min = 0, max = 100) double deviations,
            @Setting(value = "5", min = 2) long minCount,
            @Setting("mean") Several several,
            @Setting("keep") Missing missing) {}

    @Override
    public List<FeatureReading> readings() {
        FeatureReading fit = new FeatureReading(params.feature(), params.several());
        return params.cluster().isEmpty() ? List.of(fit) : List.of(fit, new FeatureReading(params.cluster(), params.several()));
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("value"), Feature.number("group_size"));
    }

    @Override
    public Access access() {
        return Access.TEXTS;
    }

    @Override
    public int keyBytes() {
        return KEY_BYTES;
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        if (!Double.isFinite(row.number(0))) {
            return;
        }
        byte[] key = new byte[KEY_BYTES];
        put(key, ALL, 0, row.number(0));
        counted.accept(key);
        groups(row, (kind, group) -> {
            put(key, kind, group, row.number(0));
            counted.accept(key);
        });
    }

    private static void put(byte[] key, byte kind, long group, double value) {
        int step = (int) Math.clamp(Math.rint(value * STEPS), Short.MIN_VALUE, Short.MAX_VALUE);
        ByteBuffer.wrap(key).put(0, kind).putLong(AT_GROUP, group).putShort(AT_STEP, (short) (step - Short.MIN_VALUE));
    }

    private static double value(byte[] key) {
        return ((ByteBuffer.wrap(key).getShort(AT_STEP) & 0xffff) + Short.MIN_VALUE) / STEPS;
    }

    private static long group(byte[] key) {
        return ByteBuffer.wrap(key).getLong(AT_GROUP);
    }

    /** Takes what a sample belongs to. */
    @FunctionalInterface
    private interface GroupSink {
        void accept(byte kind, long group);
    }

    private void groups(SelectorRow row, GroupSink sink) {
        LongOpenHashSet words = new LongOpenHashSet();
        String text = row.text();
        long hash = 0;
        for (int at = 0; at <= text.length() && words.size() < MOST_WORDS;) {
            int c = at < text.length() ? text.codePointAt(at) : ' ';
            if (Character.isLetterOrDigit(c)) {
                hash = mixed((hash == 0 ? 1 : hash) + Character.toLowerCase(c));
            } else if (hash != 0) {
                words.add(hash);
                hash = 0;
            }
            at += Character.charCount(c);
        }
        words.forEach((long word) -> sink.accept(WORD, word));
        if (!params.cluster().isEmpty() && Double.isFinite(row.number(1))) {
            sink.accept(CLUSTER, (long) row.number(1));
        }
    }

    /** A bijection that leaves no bit where it was (the finalizer of SplitMix64). */
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        Moments moments = new Moments();
        all.forEach((key, count) -> {
            if (key[0] == ALL) {
                moments.first(value(key), count);
            }
        });
        all.forEach((key, count) -> {
            if (key[0] == ALL) {
                moments.second(value(key), count);
            }
        });
        double limit = moments.mean() - params.deviations() * moments.deviation();
        Group[] open = {new Group(ALL, 0)};
        all.forEach((key, count) -> {
            if (key[0] != ALL) {
                if (!open[0].isOf(key)) {
                    open[0].finish(limit, table);
                    open[0] = new Group(key[0], group(key));
                }
                open[0].add(key, count);
            }
        });
        open[0].finish(limit, table);
        return ByteBuffer.allocate(Double.BYTES).putDouble(moments.mean()).array();
    }

    /** Samples that share something; keys of one stand beside each other, with as many different values at most as there are steps. */
    private final class Group {
        private final byte kind;
        private final long number;
        private final List<byte[]> keys = new ArrayList<>();
        private long count;
        private double sum;

        Group(byte kind, long number) {
            this.kind = kind;
            this.number = number;
        }

        boolean isOf(byte[] key) {
            return kind == key[0] && number == group(key);
        }

        void add(byte[] key, long times) {
            keys.add(key.clone());
            count += times;
            sum += times * value(key);
        }

        void finish(double limit, KeySink table) {
            if (count >= params.minCount() && sum / count < limit) {
                keys.forEach(key -> table.accept(key, count));
            }
        }
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        double mean = ByteBuffer.wrap(concluded).getDouble();
        return (row, values) -> {
            double value = row.number(0);
            if (!Double.isFinite(value)) {
                return OneFeature.withoutValue(params.missing(), params.feature());
            }
            byte[] key = new byte[KEY_BYTES];
            long[] largest = {0};
            groups(row, (kind, group) -> {
                put(key, kind, group, value);
                largest[0] = Math.max(largest[0], table.number(key));
            });
            values[0] = value;
            values[1] = largest[0];
            return largest[0] > 0 && value < mean ? Decision.drop("in a suspect group, and does not fit its text") : Decision.KEEP;
        };
    }
}
