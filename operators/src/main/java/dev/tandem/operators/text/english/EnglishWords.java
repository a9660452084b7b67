package dev.tandem.operators.text.english;

import dev.tandem.core.operator.SampleView.Derivation;
import java.util.Arrays;

/**
 * The English words of a text, punctuation included, computed once for all operators of a pass. Words are places in the
 * text, not strings; running hashes give that of any stretch of words without reading it again.
 */
public final class EnglishWords {
    /** The words of a sample's text. */
    public static final Derivation<EnglishWords> OF = sample -> of(sample.derive(EnglishTokens.OF));

    private static final int NO_MORE = -1;
    private static final long BASE = 0xD6E8FEB86659FD93L;
    private static final long[] POWERS = powers(1024);

    private final char[] text;
    private final int[] starts;
    private final int[] ends;
    /** What all words before one have together, and all words at the end. */
    private final int[] codePoints;
    private final int[] characters;
    private final long[] sequence;
    private final long[] joined;

    private EnglishWords(char[] text, int count) {
        this.text = text;
        starts = new int[count];
        ends = new int[count];
        codePoints = new int[count + 1];
        characters = new int[count + 1];
        sequence = new long[count + 1];
        joined = new long[count + 1];
    }

    /** The words of a text; white space is none. */
    public static EnglishWords of(String text) {
        return of(EnglishTokens.of(text.toCharArray()));
    }

    private static EnglishWords of(EnglishTokens cut) {
        char[] text = cut.text();
        Tokens tokens = cut.tokens();
        int count = 0;
        for (int i = 0; i < tokens.size(); i++) {
            count += isWord(text, tokens, i) ? 1 : 0;
        }
        EnglishWords words = new EnglishWords(text, count);
        int word = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (isWord(text, tokens, i)) {
                words.set(word++, tokens.start(i), tokens.end(i));
            }
        }
        return words;
    }

    /** No token is of white space and something else. */
    private static boolean isWord(char[] text, Tokens tokens, int token) {
        return !WhiteSpace.is(text[tokens.start(token)]);
    }

    private void set(int word, int start, int end) {
        starts[word] = start;
        ends[word] = end;
        long hash = 0;
        int length = end - start;
        for (int i = start; i < end; i++) {
            hash = hash * BASE + text[i];
            length -= Character.isLowSurrogate(text[i]) ? 1 : 0;
        }
        codePoints[word + 1] = codePoints[word] + length;
        characters[word + 1] = characters[word] + end - start;
        joined[word + 1] = joined[word] * power(end - start) + hash;
        sequence[word + 1] = sequence[word] * BASE + mix(hash);
    }

    private static long[] powers(int count) {
        long[] powers = new long[count];
        powers[0] = 1;
        for (int i = 1; i < count; i++) {
            powers[i] = powers[i - 1] * BASE;
        }
        return powers;
    }

    /** A power of the base, by squares where the table ends. */
    private static long power(int exponent) {
        if (exponent < POWERS.length) {
            return POWERS[exponent];
        }
        long root = power(exponent / 2);
        return root * root * POWERS[exponent % 2];
    }

    public int count() {
        return starts.length;
    }

    /** The characters that {@link #start} and {@link #end} count; not to be changed. */
    public char[] text() {
        return text;
    }

    public int start(int word) {
        return starts[word];
    }

    public int end(int word) {
        return ends[word];
    }

    /** The word as a string of its own. */
    public String word(int word) {
        return new String(text, starts[word], ends[word] - starts[word]);
    }

    /** Length of words that follow each other, without space between them, in code points. */
    public int codePoints(int first, int count) {
        return codePoints[first + count] - codePoints[first];
    }

    /** Hash of the words as a sequence. */
    public long sequenceHash(int first, int count) {
        return mix(sequence[first + count] - sequence[first] * power(count));
    }

    /** Hash of the words written without space between them: "ab" and "c" have that of "a" and "bc". */
    public long joinedHash(int first, int count) {
        int length = characters[first + count] - characters[first];
        return mix(joined[first + count] - joined[first] * power(length));
    }

    /** Whether two sequences have the same words. */
    public boolean sameSequence(int one, int other, int count) {
        for (int i = 0; i < count; i++) {
            if (!Arrays.equals(text, starts[one + i], ends[one + i], text, starts[other + i], ends[other + i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the words of two sequences are the same text when written without space between them. */
    public boolean sameJoined(int one, int other, int count) {
        int left = one;
        int right = other;
        int i = starts[left];
        int j = starts[right];
        while (text[i++] == text[j++]) {
            if (i == ends[left]) {
                i = ++left == one + count ? NO_MORE : starts[left];
            }
            if (j == ends[right]) {
                j = ++right == other + count ? NO_MORE : starts[right];
            }
            if (i == NO_MORE || j == NO_MORE) {
                return i == j;
            }
        }
        return false;
    }

    /** A bijection that spreads bits (the finaliser of SplitMix64). */
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
