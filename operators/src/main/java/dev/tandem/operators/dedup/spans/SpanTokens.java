package dev.tandem.operators.dedup.spans;

import dev.tandem.core.operator.SpanDeduplicator.Span;
import dev.tandem.operators.text.english.WhiteSpace;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.openhft.hashing.LongHashFunction;

/** The tokens of a text, by where they start and end, and hashes of stretches of them. */
final class SpanTokens {
    private static final LongHashFunction HASH = LongHashFunction.xx();
    /** Odd: sums of its powers differ by where a token stands. */
    private static final long BASE = 0x9e3779b97f4a7c15L;

    private final String text;
    private final IntArrayList starts = new IntArrayList();
    private final IntArrayList ends = new IntArrayList();

    private SpanTokens(String text) {
        this.text = text;
    }

    /** What a token is. */
    public enum Kind {
        /** What stands between white space. */
        WHITESPACE {
            @Override
            int end(String text, int start) {
                int end = start;
                while (end < text.length() && !WhiteSpace.is(text.charAt(end))) {
                    end++;
                }
                return end;
            }
        },
        /** A character that is not white space, for languages without spaces. */
        CHARACTER {
            @Override
            int end(String text, int start) {
                return text.offsetByCodePoints(start, 1);
            }
        };

        /** Where the token ends that starts here. */
        abstract int end(String text, int start);
    }

    static SpanTokens of(String text, Kind kind) {
        SpanTokens tokens = new SpanTokens(text);
        for (int i = 0; i < text.length(); ) {
            if (WhiteSpace.is(text.charAt(i))) {
                i++;
            } else {
                tokens.starts.add(i);
                i = kind.end(text, i);
                tokens.ends.add(i);
            }
        }
        return tokens;
    }

    /** How many stretches of so many tokens there are. */
    int stretches(int length) {
        return Math.max(0, starts.size() - length + 1);
    }

    /** A hash of each stretch of so many tokens. */
    long[] hashes(int length) {
        long[] hashes = new long[stretches(length)];
        long[] tokens = new long[hashes.length == 0 ? 0 : starts.size()];
        long last = 1;
        for (int i = 1; i < length; i++) {
            last *= BASE;
        }
        long sum = 0;
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = HASH.hashChars(text, starts.getInt(i), ends.getInt(i) - starts.getInt(i));
            sum = sum * BASE + tokens[i];
            if (i >= length - 1) {
                hashes[i - length + 1] = sum;
                sum -= tokens[i - length + 1] * last;
            }
        }
        return hashes;
    }

    /**
     * Where stretches stand, those that touch as one.
     *
     * @param number of the text
     */
    List<Span> spans(int number, BitSet stretches, int length) {
        List<Span> spans = new ArrayList<>();
        for (int stretch = stretches.nextSetBit(0); stretch >= 0; ) {
            int end = stretch + length;
            int next = stretches.nextSetBit(stretch + 1);
            for (; next >= 0 && next <= end; next = stretches.nextSetBit(next + 1)) {
                end = next + length;
            }
            spans.add(new Span(number, starts.getInt(stretch), ends.getInt(end - 1)));
            stretch = next;
        }
        return spans;
    }

    /** The text without stretches, and without the white space behind each. */
    String without(BitSet stretches, int length) {
        if (stretches.isEmpty()) {
            return text;
        }
        StringBuilder left = new StringBuilder();
        int kept = 0;
        for (int stretch = stretches.nextSetBit(0); stretch >= 0; ) {
            int end = stretch + length;
            int next = stretches.nextSetBit(stretch + 1);
            for (; next >= 0 && next <= end; next = stretches.nextSetBit(next + 1)) {
                end = next + length;
            }
            boolean isLast = end == starts.size();
            // At the end of a text, it is the white space before that goes as well.
            int cut = !isLast ? starts.getInt(stretch) : stretch == 0 ? 0 : ends.getInt(stretch - 1);
            left.append(text, kept, Math.max(kept, cut));
            kept = isLast ? text.length() : starts.getInt(end);
            stretch = next;
        }
        return left.append(text, kept, text.length()).toString();
    }
}
