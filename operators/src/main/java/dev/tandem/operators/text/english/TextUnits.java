package dev.tandem.operators.text.english;

import dev.tandem.core.operator.SampleView.Derivation;
import java.util.Arrays;

/** The UTF-16 units of a text, where its lines end, and which symbols it has: found in one walk for all operators of a pass. */
public final class TextUnits {
    /** Of a sample's text. */
    public static final Derivation<TextUnits> OF = sample -> of(sample.text());

    private static final int PLAIN = 128;

    private final char[] units;
    private final byte[] kinds;
    private int[] lineFeeds = new int[8];
    private int lineFeedCount;
    private int[] lineEnds = new int[8];
    private int lineEndCount;
    private boolean onlyBasic = true;
    private boolean ellipses;
    /** A bit for each of the plain characters up to 63, and for those from 64. */
    private long lowSymbols;
    private long highSymbols;

    private TextUnits(char[] units) {
        this.units = units;
        this.kinds = UnitKinds.of(units);
    }

    public static TextUnits of(String text) {
        return of(text.toCharArray());
    }

    /**
     * The same for a caller that has the characters at hand.
     *
     * @param units not to be changed any more
     */
    public static TextUnits of(char[] units) {
        TextUnits found = new TextUnits(units);
        for (int at = 0; at < units.length; at += UnitKinds.AT_ONCE) {
            long rare = UnitKinds.eight(found.kinds, at) & UnitKinds.EACH * UnitKinds.RARE;
            for (; rare != 0; rare &= rare - 1) {
                found.look(at + Long.numberOfTrailingZeros(rare) / Byte.SIZE);
            }
        }
        return found;
    }

    /** The ends of lines, and what is rare in prose; a surrogate is too, but that is another kind. */
    static boolean isRare(char c) {
        return c < PLAIN
                ? c != ' ' && !WordCharacters.isPlainLetter(c) && !WordCharacters.isDigit(c) && ",'\"-".indexOf(c) < 0
                : c == '…' || isLineEnd(c);
    }

    private void look(int at) {
        char c = units[at];
        if (c == '.') {
            ellipses |= at > 0 && units[at - 1] == '.';
            return;
        }
        if (c >= PLAIN) {
            onlyBasic &= !Character.isSurrogate(c);
            ellipses |= c == '…';
        } else if (c < Long.SIZE) {
            lowSymbols |= 1L << c;
        } else {
            highSymbols |= 1L << c;
        }
        if (c == '\n') {
            lineFeeds = added(lineFeeds, lineFeedCount++, at);
        }
        // The line feed of a pair ends no line of its own.
        if (isLineEnd(c) && !(c == '\n' && at > 0 && units[at - 1] == '\r')) {
            lineEnds = added(lineEnds, lineEndCount++, at);
        }
    }

    private static int[] added(int[] list, int count, int value) {
        int[] longer = count < list.length ? list : Arrays.copyOf(list, 2 * count);
        longer[count] = value;
        return longer;
    }

    /** Line and paragraph separators of Unicode, and the control characters that end lines. */
    public static boolean isLineEnd(char c) {
        return c < ' '
                ? (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e)
                : c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** Not to be changed. */
    public char[] array() {
        return units;
    }

    /** The {@link UnitKinds} of each unit, and what stands behind; not to be changed. */
    byte[] kinds() {
        return kinds;
    }

    /** The first white space from a place on; the end of the text where there is none. */
    public int nextSpace(int from) {
        return UnitKinds.next(kinds, from, UnitKinds.SPACE);
    }

    /** The first place from one on that is no white space; the end of the text where there is none. */
    public int nextOther(int from) {
        return Math.min(units.length, UnitKinds.nextOther(kinds, from, UnitKinds.SPACE));
    }

    /** Whether a unit of a stretch is a letter by itself, as those of the basic plane are. */
    public boolean hasBasicLetter(int from, int to) {
        return (UnitKinds.of(kinds, from, to) & UnitKinds.LETTER) != 0;
    }

    public int length() {
        return units.length;
    }

    /** Whether every unit is a code point. */
    public boolean isBasic() {
        return onlyBasic;
    }

    /** Code points of a stretch. */
    public int codePoints(int from, int to) {
        return onlyBasic ? to - from : Character.codePointCount(units, from, to - from);
    }

    /** Whether the text has a plain symbol, other than full stop, comma, quotation mark, apostrophe and hyphen. */
    public boolean has(char symbol) {
        if (symbol == '.' || symbol >= PLAIN || !isRare(symbol)) {
            throw new IllegalArgumentException("not looked for: " + symbol);
        }
        return ((symbol < Long.SIZE ? lowSymbols : highSymbols) & 1L << symbol) != 0;
    }

    /** Whether there is an ellipsis, or two full stops in a row. */
    public boolean hasEllipses() {
        return ellipses;
    }

    public int lineFeeds() {
        return lineFeedCount;
    }

    /** Pieces that line feeds separate: one more than there are line feeds. */
    public int pieces() {
        return lineFeedCount + 1;
    }

    public int pieceStart(int piece) {
        return piece == 0 ? 0 : lineFeeds[piece - 1] + 1;
    }

    /** Where a piece ends, without its line feed. */
    public int pieceEnd(int piece) {
        return piece == lineFeedCount ? units.length : lineFeeds[piece];
    }

    /** Lines as Unicode has them; a line end at the very end begins no further line. */
    public int lines() {
        return lineEndCount > 0 && lineStart(lineEndCount) == units.length ? lineEndCount : units.length == 0 ? 0 : lineEndCount + 1;
    }

    public int lineStart(int line) {
        if (line == 0) {
            return 0;
        }
        int end = lineEnds[line - 1];
        return end + 1 < units.length && units[end] == '\r' && units[end + 1] == '\n' ? end + 2 : end + 1;
    }

    /** Where a line ends, without what ends it. */
    public int lineEnd(int line) {
        return line == lineEndCount ? units.length : lineEnds[line];
    }
}
