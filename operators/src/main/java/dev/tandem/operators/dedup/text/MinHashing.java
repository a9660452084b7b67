package dev.tandem.operators.dedup.text;

import dev.tandem.core.operator.Deduplicator.Signature;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What operators by MinHash share. Verified, a text's evidence is the set of its shingles and similarity is exact; else it is
 * the minima, two to a number where they have 32 bits, and similarity is the share of equal ones.
 */
record MinHashing(Permutations permutations, Banding banding, boolean verify, double jaccardThreshold) {

    /** The minima and the set of one text's shingles. */
    private final class Text implements Shingler.Sink {
        private final Permutations.Minima minima = permutations.minima();
        private final ShingleSet shingles = verify ? new ShingleSet() : null;
        private boolean empty = true;

        @Override
        public void accept(long[] hashes, int count) {
            empty &= count == 0;
            minima.lower(hashes, count);
            if (shingles != null) {
                shingles.add(hashes, count);
            }
        }
    }

    /**
     * A text's signature; empty where it is never a duplicate.
     *
     * @param shingles hands all shingles of the text to what it is given
     */
    Optional<Signature> signature(Consumer<Shingler.Sink> shingles, ShortTexts shortTexts, String preference) {
        Text text = new Text();
        shingles.accept(text);
        if (text.empty && shortTexts != ShortTexts.MERGED) {
            return Optional.empty();
        }
        long[] values = text.minima.values();
        long[] evidence = verify ? text.shingles.evidence() : packed(values);
        return Optional.of(new Signature(banding.keys(values), evidence, preference));
    }

    private long[] packed(long[] values) {
        if (permutations.bits() == Long.SIZE) {
            return values;
        }
        long[] packed = new long[(values.length + 1) / 2];
        for (int i = 0; i < values.length; i++) {
            packed[i / 2] |= values[i] << (i % 2 == 0 ? 0 : Integer.SIZE);
        }
        return packed;
    }

    double similarity(long[] left, long[] right) {
        return verify ? ShingleSet.similarity(left, right) : (double) equal(left, right) / permutations.count();
    }

    private int equal(long[] left, long[] right) {
        int equal = 0;
        for (int i = 0; i < permutations.count(); i++) {
            equal += value(left, i) == value(right, i) ? 1 : 0;
        }
        return equal;
    }

    private long value(long[] packed, int index) {
        return permutations.bits() == Long.SIZE ? packed[index] : (int) (packed[index / 2] >>> index % 2 * Integer.SIZE);
    }

    /** Zero where an equal band is enough. */
    double threshold() {
        return verify ? jaccardThreshold : 0;
    }
}
