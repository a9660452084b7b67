package dev.tandem.operators.writers;

import java.nio.charset.StandardCharsets;

/** A text as it stands between the quotation marks of JSON, of its UTF-8 and as UTF-8; as Jackson escapes it. */
final class EscapedText {
    /** Bytes that a byte takes: 1, 2 for those that have an escape of two characters, or 6. */
    private static final byte[] LENGTHS = new byte[0x80];
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final String NAMED = "\"\\\b\f\n\r\t";
    private static final String NAMES = "\"\\bfnrt";
    private static final int NUMBERED = 6;

    static {
        for (int i = 0; i < LENGTHS.length; i++) {
            LENGTHS[i] = (byte) (NAMED.indexOf(i) >= 0 ? 2 : i < ' ' ? NUMBERED : 1);
        }
    }

    private EscapedText() {}

    /**
     * The escaped text; the same array where nothing has to be escaped.
     *
     * @param utf8 characters of the basic plane
     */
    static byte[] of(byte[] utf8) {
        long length = 0;
        for (byte unit : utf8) {
            length += unit >= 0 ? LENGTHS[unit] : 1;
        }
        return length == utf8.length ? utf8 : escaped(utf8, Math.toIntExact(length));
    }

    private static byte[] escaped(byte[] utf8, int length) {
        byte[] escaped = new byte[length];
        int at = 0;
        for (byte unit : utf8) {
            int taken = unit >= 0 ? LENGTHS[unit] : 1;
            if (taken == 1) {
                escaped[at] = unit;
            } else {
                escaped[at] = '\\';
                escaped[at + 1] = (byte) (taken == 2 ? NAMES.charAt(NAMED.indexOf(unit)) : 'u');
            }
            if (taken == NUMBERED) {
                escaped[at + 2] = '0';
                escaped[at + 3] = '0';
                escaped[at + 4] = DIGITS[unit >> 4];
                escaped[at + 5] = DIGITS[unit & 0xf];
            }
            at += taken;
        }
        return escaped;
    }
}
