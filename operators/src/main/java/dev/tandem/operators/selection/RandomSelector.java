package dev.tandem.operators.selection;

import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SelectorRow;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Setting;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps an exact number of the samples that come into the step, drawn by chance: those whose lots, made of the seed and their ids,
 * are the smallest. So it depends on no order; a sample that was drawn of a part is drawn of the same part again, and of two draws
 * with one seed the smaller lies within the larger. Data-Juicer's {@code random_selector}, which draws other samples.
 */
@OperatorName("random")
public final class RandomSelector implements SetSelector {
    /** Two lots of a billion samples are the same with a chance of one in 10^20. */
    private static final int KEY_BYTES = 16;

    private final Params params;
    private final MessageDigest sha256 = Digest.sha256();

    public RandomSelector(Params params) {
        this.params = params;
    }

    /**
     * How many are drawn.
     *
     * @param selectRatio share of the samples that stays, rounded down
     * @param selectNum most samples that stay, where that is fewer
     * @param seed another one draws others
     */
    public record Params(
            @Setting(value = "1", min = 0, max = 1) double selectRatio,
            @Setting(value = "Infinity", min = 0) long selectNum,
            @Setting("42") long seed) {}

    @Override
    public List<FeatureReading> readings() {
        return List.of();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("top_share"));
    }

    @Override
    public Access access() {
        return Access.IDS;
    }

    @Override
    public int keyBytes() {
        return KEY_BYTES;
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        counted.accept(lot(row));
    }

    private byte[] lot(SelectorRow row) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(params.seed()).array());
        return Arrays.copyOf(sha256.digest(row.idBytes()), KEY_BYTES);
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        long drawn = Math.min((long) (all.total() * params.selectRatio()), params.selectNum());
        return Ranks.of(all, KEY_BYTES, 0, drawn, false).encode();
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        Ranks ranks = Ranks.decode(concluded, KEY_BYTES);
        return (row, values) -> {
            byte[] lot = lot(row);
            values[0] = ranks.share(lot);
            return ranks.contains(lot) ? Decision.KEEP : Decision.drop("not drawn");
        };
    }
}
