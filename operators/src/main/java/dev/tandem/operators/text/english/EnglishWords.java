package dev.tandem.operators.text.english;

import dev.tandem.core.operator.SampleView.Derivation;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The English words of a text, punctuation included, computed once for all operators of a pass. Words are places in the
 * text, not strings; their keys and kinds of characters are found in one walk when they are first asked for. Not thread-safe.
 */
public final class EnglishWords {
    /** The words of a sample's text. */
    public static final Derivation<EnglishWords> OF = sample -> of(sample.derive(TextUnits.OF), sample.derive(EnglishTokens.OF).tokens());

    /** How many there are: also known of a text whose words nobody has looked for. */
    public static final Derivation<Integer> COUNT = sample -> sample.derive(OF).count();

    private static final int NO_MORE = -1;

    private final TextUnits units;
    private final char[] text;
    private final int[] starts;
    private final int[] ends;
    private final int count;
    /** By word, when they are asked for. */
    private long[] fronts;
    private long[] keys;
    private byte[] kinds;

    private EnglishWords(TextUnits units, int[] starts, int[] ends, int count) {
        this.units = units;
        this.text = units.array();
        this.starts = starts;
        this.ends = ends;
        this.count = count;
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
        return of(units, EnglishTokenizer.tokens(units));
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

    private void walk() {
        fronts = new long[count];
        keys = new long[count];
        kinds = new byte[count];
        byte[] lower = UnitKinds.lowerBytes(text);
        for (int word = 0; word < count; word++) {
            int found = UnitKinds.of(units.kinds(), starts[word], ends[word]);
            fronts[word] = UnitKinds.front(lower, starts[word], ends[word]);
            keys[word] = WordKey.of(text, lower, starts[word], ends[word], found);
            kinds[word] = (byte) found;
        }
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
        int length = 0;
        for (int word = first; word < first + count; word++) {
            length += units.codePoints(starts[word], ends[word]);
        }
        return length;
    }

    /** The first eight characters of each word, as {@link UnitKinds#front} has their lower bytes; not to be changed. */
    public long[] fronts() {
        if (fronts == null) {
            walk();
        }
        return fronts;
    }

    /** The {@link WordKey} of a word. */
    long key(int word) {
        if (keys == null) {
            walk();
        }
        return keys[word];
    }

    /** What {@link UnitKinds} the characters of a word are of, together. */
    private int kinds(int word) {
        if (kinds == null) {
            walk();
        }
        return kinds[word];
    }

    /** Whether a word has a letter. */
    public boolean hasLetter(int word) {
        int found = kinds(word);
        return (found & UnitKinds.SURROGATE) == 0 ? (found & UnitKinds.LETTER) != 0 : any(word, Unicode14::isLetter);
    }

    /** Whether a word has anything but punctuation. */
    public boolean hasOtherThanPunctuation(int word) {
        int found = kinds(word);
        return (found & UnitKinds.SURROGATE) == 0
                ? (found & UnitKinds.NO_PUNCTUATION) != 0
                : any(word, codePoint -> !Punctuation.is(codePoint));
    }

    private boolean any(int word, IntPredicate wanted) {
        for (int i = starts[word]; i < ends[word]; ) {
            int codePoint = Character.codePointAt(text, i, ends[word]);
            if (wanted.test(codePoint)) {
                return true;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }

    /** Whether there is white space between a word and the one before it that is no single space. */
    boolean isParted(int word) {
        int from = ends[word - 1];
        int length = starts[word] - from;
        return length > 1 || (length == 1 && text[from] != ' ');
    }

    /** Hash of the words as a sequence. */
    public long sequenceHash(int first, int count) {
        long hash = key(first);
        for (int word = first + 1; word < first + count; word++) {
            hash = hash * TextHash.BASE + key(word);
        }
        return TextHash.mix(hash);
    }

    /** Hash of the words written without space between them: "ab" and "c" have that of "a" and "bc". */
    public long joinedHash(int first, int count) {
        long hash = 0;
        for (int word = first; word < first + count; word++) {
            hash = TextHash.append(hash, text, starts[word], ends[word]);
        }
        return TextHash.mix(hash);
    }

    /** Hash of the first characters from a word on, without space; there have to be as many. */
    public long windowHash(int first, int characters) {
        long hash = 0;
        int left = characters;
        for (int word = first; left > 0; word++) {
            int taken = Math.min(left, ends[word] - starts[word]);
            hash = TextHash.append(hash, text, starts[word], starts[word] + taken);
            left -= taken;
        }
        return TextHash.mix(hash);
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
