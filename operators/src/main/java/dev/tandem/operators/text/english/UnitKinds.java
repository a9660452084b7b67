package dev.tandem.operators.text.english;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What UTF-16 units are to the walks over English text: one look-up where there would be several questions, and then eight
 * units at a time. Words are short, so that a loop over the characters of each would cost more where it ends than in between.
 */
final class UnitKinds {
    /** {@link WhiteSpace}. */
    static final int SPACE = 1;

    /** A letter that no rule cuts from what stands around it. */
    static final int INNER_LETTER = 1 << 1;

    /** A letter of Unicode 14. */
    static final int LETTER = 1 << 2;

    /** Neither {@link Punctuation} nor a surrogate. */
    static final int NO_PUNCTUATION = 1 << 3;

    /** Half a code point. */
    static final int SURROGATE = 1 << 4;

    /** Does not fit into a byte. */
    static final int WIDE = 1 << 5;

    /** Rare in prose, or of a meaning for lines: {@link TextUnits} looks closer. */
    static final int RARE = 1 << 6;

    /** Each has its bit in one of the bytes of a number. */
    static final int AT_ONCE = Long.BYTES;

    static final long EACH = 0x0101_0101_0101_0101L;

    private static final byte[] KINDS = kinds();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private UnitKinds() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[Character.MAX_VALUE + 1];
        int cut = WordCharacters.PREFIX | WordCharacters.SUFFIX | WordCharacters.SYMBOL;
        for (int c = 0; c < kinds.length; c++) {
            boolean surrogate = Character.isSurrogate((char) c);
            boolean letter = Unicode14.isLetter(c);
            kinds[c] = (byte) ((WhiteSpace.is(c) ? SPACE : 0)
                    | (letter && !WordCharacters.is(c, cut) ? INNER_LETTER : 0)
                    | (letter ? LETTER : 0)
                    | (surrogate ? SURROGATE : Punctuation.is(c) ? 0 : NO_PUNCTUATION)
                    | (c > 0xFF ? WIDE : 0)
                    | (surrogate || TextUnits.isRare((char) c) ? RARE : 0));
        }
        return kinds;
    }

    static int of(char unit) {
        return KINDS[unit];
    }

    /** Of each unit, then white space and what is of no kind, so that a search ends and always has {@link #AT_ONCE} to look at. */
    static byte[] of(char[] units) {
        byte[] kinds = new byte[units.length + 1 + AT_ONCE];
        for (int i = 0; i < units.length; i++) {
            kinds[i] = KINDS[units[i]];
        }
        kinds[units.length] = SPACE;
        return kinds;
    }

    /** The lower byte of each unit, and as many zeros behind. */
    static byte[] lowerBytes(char[] units) {
        byte[] lower = new byte[units.length + AT_ONCE];
        for (int i = 0; i < units.length; i++) {
            lower[i] = (byte) units[i];
        }
        return lower;
    }

    /** Eight bytes from a place on, the first one lowest. */
    static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Up to eight bytes from a place on, the first one lowest, and zeros. */
    static long front(byte[] bytes, int from, int to) {
        long front = eight(bytes, from);
        return to - from >= AT_ONCE ? front : front & (1L << Byte.SIZE * (to - from)) - 1;
    }

    /** The first place from {@code from} on that is of a kind, which may be behind the end. */
    static int next(byte[] kinds, int from, int kind) {
        int at = from;
        long found = eight(kinds, at) & EACH * kind;
        while (found == 0) {
            at += AT_ONCE;
            found = eight(kinds, at) & EACH * kind;
        }
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }

    /** The first place from {@code from} on that is not of a kind, which may be behind the end. */
    static int nextOther(byte[] kinds, int from, int kind) {
        int at = from;
        long found = ~eight(kinds, at) & EACH * kind;
        while (found == 0) {
            at += AT_ONCE;
            found = ~eight(kinds, at) & EACH * kind;
        }
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }

    /** All kinds of a stretch. */
    static int of(byte[] kinds, int from, int to) {
        long all = front(kinds, from, to);
        for (int at = from + AT_ONCE; at < to; at += AT_ONCE) {
            all |= front(kinds, at, to);
        }
        all |= all >>> Integer.SIZE;
        all |= all >>> Short.SIZE;
        return (int) (all | all >>> Byte.SIZE) & 0xFF;
    }
}
