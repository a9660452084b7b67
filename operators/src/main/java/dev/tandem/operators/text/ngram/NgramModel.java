package dev.tandem.operators.text.ngram;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * How likely lines are, by what words follow which: interpolated modified Kneser-Ney estimates (Chen and Goodman, 1998), as
 * KenLM makes them, in a format of its own. Thread-safe.
 */
final class NgramModel {
    static final int LONGEST_ORDER = 10;

    private static final int MAGIC = 0x544E474D;
    private static final byte FORMAT = 1;
    private static final int HEADER_BYTES = Integer.BYTES + 2 + Float.BYTES;

    private final NgramTable[] tables;
    private final float unknown;

    /**
     * A model.
     *
     * @param tables of n-grams of 1, 2, … words
     * @param unknown decimal logarithm of the probability of a word that is not among them
     */
    NgramModel(List<NgramTable> tables, float unknown) {
        this.tables = tables.toArray(NgramTable[]::new);
        this.unknown = unknown;
    }

    /** Words of the longest n-grams. */
    int order() {
        return tables.length;
    }

    /** N-grams of so many words. */
    int size(int length) {
        return tables[length - 1].size();
    }

    /**
     * Decimal logarithms of the probabilities of a line's words and of its end, each after what comes before it.
     *
     * @param words the line's between {@code from} and {@code to}; what comes before and behind is begin and end
     */
    double[] scores(long[] words, int from, int to) {
        int order = tables.length;
        int[] contexts = new int[order];
        int[] found = new int[order];
        contexts[0] = tables[0].find(NgramKeys.of(NgramKeys.BEGIN));
        int contextLength = Math.min(contexts[0] == NgramTable.ABSENT ? 0 : 1, order - 1);
        double[] scores = new double[to - from + 1];
        for (int i = from; i <= to; i++) {
            int length = find(words, from, to, i, found);
            double score = length == 0 ? unknown : tables[length - 1].probability(found[length - 1]);
            for (int longer = Math.max(1, length); longer <= contextLength; longer++) {
                score += tables[longer - 1].backoff(contexts[longer - 1]);
            }
            scores[i - from] = score;
            contextLength = Math.min(length, order - 1);
            System.arraycopy(found, 0, contexts, 0, contextLength);
        }
        return scores;
    }

    /** Finds the n-grams that end with a word, as long as there are any; the longest one's length. */
    private int find(long[] words, int from, int to, int word, int[] found) {
        long key = NgramKeys.of(word == to ? NgramKeys.END : words[word]);
        int length = 0;
        while (length < tables.length) {
            int ngram = tables[length].find(key);
            if (ngram == NgramTable.ABSENT) {
                break;
            }
            found[length++] = ngram;
            int before = word - length;
            if (before < from - 1) {
                break;
            }
            key = NgramKeys.longer(key, before == from - 1 ? NgramKeys.BEGIN : words[before]);
        }
        return length;
    }

    /** The model as a file; the same model gives the same bytes. */
    byte[] encode() {
        long bytes = HEADER_BYTES + Arrays.stream(tables).mapToLong(NgramTable::maxBytes).sum();
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes));
        out.putInt(MAGIC).put(FORMAT).put((byte) tables.length).putFloat(unknown);
        for (NgramTable table : tables) {
            table.write(out);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** @throws IllegalArgumentException for what is no model */
    static NgramModel decode(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        try {
            if (in.getInt() != MAGIC || in.get() != FORMAT) {
                throw new IllegalArgumentException("not an n-gram model of format " + FORMAT);
            }
            int order = in.get();
            float unknown = in.getFloat();
            if (order < 1 || order > LONGEST_ORDER || !Float.isFinite(unknown)) {
                throw new IllegalArgumentException("n-grams of " + order + " words, unknown ones with " + unknown);
            }
            NgramTable[] tables = new NgramTable[order];
            for (int i = 0; i < order; i++) {
                tables[i] = NgramTable.read(in, i == order - 1);
            }
            if (in.hasRemaining()) {
                throw new IllegalArgumentException(in.remaining() + " bytes too many");
            }
            return new NgramModel(List.of(tables), unknown);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the file ends too early", e);
        }
    }
}
