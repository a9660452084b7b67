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
import java.util.List;
import java.util.function.Consumer;

/**
 * Balances samples by what their texts speak of, as MetaCLIP does: of an entry that at most {@code t} samples have, all stay; of one
 * that {@code count} have, each stays with the chance {@code t / count}; a sample stays when the chance of one of its entries says so.
 * So what is rare stays whole, and of what is frequent about {@code t} samples. Chances follow from the sample's id, the entry and the
 * seed. An entry is in a text where its words follow each other, in any case and with anything but letters and digits between them;
 * MetaCLIP looks for it between spaces. Entries are classes too: the answers of questions, for example.
 */
@OperatorName("metaclip_balance")
public final class MetaclipBalanceSelector implements SetSelector {
    private static final double TO_UNIT = 0x1p-53;
    private static final int UNIT_SHIFT = 11;

    private final Params params;
    private final EntryFinder finder;

    public MetaclipBalanceSelector(Params params) {
        this.params = params;
        this.finder = new EntryFinder(params.entries());
    }

    /**
     * What is balanced, and how.
     *
     * @param entries words, or words that follow each other, by which samples are counted
     * @param t how many samples of an entry stay for certain; MetaCLIP has 20000 for 400 million samples
     * @param unmatched what becomes of samples that speak of no entry; MetaCLIP drops them
     * @param seed another seed keeps others
     */
    public record Params(
            @Setting("") List<String> entries,
            @Setting(value = "20000", min = 1) long t,
            @Setting("drop") Missing unmatched,
            @Setting("42") long seed) {}

    @Override
    public List<FeatureReading> readings() {
        return List.of();
    }

    @Override
    public List<Feature> features() {
        return List.of(Feature.number("probability"), Feature.number("entries"));
    }

    @Override
    public Access access() {
        return Access.TEXTS;
    }

    @Override
    public int keyBytes() {
        return Integer.BYTES;
    }

    @Override
    public void keys(SelectorRow row, Consumer<byte[]> counted) {
        for (int entry : finder.find(row.text())) {
            counted.accept(key(entry));
        }
    }

    @Override
    public byte[] conclude(KeyCounts all, KeySink table) {
        all.forEach((key, count) -> {
            if (count > params.t()) {
                table.accept(key, count);
            }
        });
        return new byte[0];
    }

    @Override
    public Judge judge(byte[] concluded, KeyTable table) {
        return (row, values) -> {
            int[] entries = finder.find(row.text());
            values[1] = entries.length;
            if (entries.length == 0) {
                return params.unmatched() == Missing.KEEP ? Decision.KEEP : Decision.drop("no entry in the text");
            }
            double none = 1;
            boolean kept = false;
            for (int entry : entries) {
                long count = table.number(key(entry));
                double chance = count == 0 ? 1 : (double) params.t() / count;
                none *= 1 - chance;
                kept |= count == 0 || drawn(row.id(), entry) < chance;
            }
            values[0] = 1 - none;
            return kept ? Decision.KEEP : Decision.drop("entries too frequent");
        };
    }

    private static byte[] key(int entry) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(entry).array();
    }

    /** From 0 to 1, the same for the same sample and entry. */
    private double drawn(Digest id, int entry) {
        byte[] digest = Digest.of(params.seed() + "\0" + finder.entry(entry) + "\0" + id.hex()).bytes();
        return (ByteBuffer.wrap(digest).getLong() >>> UNIT_SHIFT) * TO_UNIT;
    }
}
