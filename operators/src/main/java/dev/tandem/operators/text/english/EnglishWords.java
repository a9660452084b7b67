package dev.tandem.operators.text.english;

import dev.tandem.core.operator.SampleView.Derivation;
import java.util.Arrays;

/**
 * The English words of a text, punctuation included, computed once for all operators of a pass. Words are places in the
 * text, not strings; running hashes, made when they are first asked for, give that of any stretch of words without
 * reading it again. Not thread-safe.
 */
public final class EnglishWords {
    /** The words of a sample's text. */
    public static final Derivation<EnglishWords> OF = sample -> of(sample.derive(TextUnits.OF), sample.derive(EnglishTokens.OF).tokens());

    /** How many there are: also known of a text whose words nobody has looked for. */
    public static final Derivation<Integer> COUNT = sample -> sample.derive(OF).count();

    private static final int NO_MORE = -1;
    private static final long[] POWERS = powers(1024);

    private final char[] text;
    private final int[] starts;
    private final int[] ends;
    private final int count;
    /** What all words before one have together, and all words at the end; one array where code points are characters. */
    private final int[] codePoints;
    private final int[] characters;
    private long[] sequence;
    private long[] joined;

    private EnglishWords(TextUnits units, int[] starts, int[] ends, int count) {
        this.text = units.array();
        this.starts = starts;
        this.ends = ends;
        this.count = count;
        characters = new int[count + 1];
        codePoints = units.isBasic() ? characters : new int[count + 1];
        for (int word = 0; word < count; word++) {
            characters[word + 1] = characters[word] + ends[word] - starts[word];
            if (codePoints != characters) {
                codePoints[word + 1] = codePoints[word] + units.codePoints(starts[word], ends[word]);
            }
        }
    }

    /** The words of a text; white space is none. */
    public static EnglishWords of(String text) {
        return of(text.toCharArray());
    }

    /**
     * The same for a caller that has the characters at hand.
     *
     * @param text not to be changed any more
     */
    public static EnglishWords of(char[] text) {
        TextUnits units = TextUnits.of(text);
        return of(units, EnglishTokenizer.tokens(units.array()));
    }

    private static EnglishWords of(TextUnits units, Tokens tokens) {
        char[] text = units.array();
        int[] starts = new int[tokens.size()];
        int[] ends = new int[tokens.size()];
        int count = 0;
        for (int i = 0; i < tokens.size(); i++) {
            // No token is of white space and something else.
            if (!WhiteSpace.is(text[tokens.start(i)])) {
                starts[count] = tokens.start(i);
                ends[count++] = tokens.end(i);
            }
        }
        return new EnglishWords(units, starts, ends, count);
    }

    private void hash() {
        sequence = new long[count + 1];
        joined = new long[count + 1];
        for (int word = 0; word < count; word++) {
            long hash = TextHash.append(0, text, starts[word], ends[word]);
            joined[word + 1] = joined[word] * power(ends[word] - starts[word]) + hash;
            sequence[word + 1] = sequence[word] * TextHash.BASE + TextHash.mix(hash);
        }
    }

    private static long[] powers(int count) {
        long[] powers = new long[count];
        powers[0] = 1;
        for (int i = 1; i < count; i++) {
            powers[i] = powers[i - 1] * TextHash.BASE;
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
        return count;
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

    /** The characters of all words, without space between them. */
    public char[] joined() {
        char[] all = new char[characters[count]];
        for (int word = 0; word < count; word++) {
            System.arraycopy(text, starts[word], all, characters[word], ends[word] - starts[word]);
        }
        return all;
    }

    /** Where a word begins in {@link #joined}; the end of all words for the one after the last. */
    public int joinedStart(int word) {
        return characters[word];
    }

    /** Whether there is white space between a word and the one before it that is no single space. */
    boolean isParted(int word) {
        int from = ends[word - 1];
        int length = starts[word] - from;
        return length > 1 || (length == 1 && text[from] != ' ');
    }

    /** Hash of the words as a sequence. */
    public long sequenceHash(int first, int count) {
        if (sequence == null) {
            hash();
        }
        return TextHash.mix(sequence[first + count] - sequence[first] * power(count));
    }

    /** Hash of the words written without space between them: "ab" and "c" have that of "a" and "bc". */
    public long joinedHash(int first, int count) {
        if (joined == null) {
            hash();
        }
        int length = characters[first + count] - characters[first];
        return TextHash.mix(joined[first + count] - joined[first] * power(length));
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
}
