package dev.tandem.operators.writers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text as it stands between the quotation marks of JSON, as UTF-8; as Jackson escapes it. */
final class EscapedText {
    /** Bytes that a byte takes: 1, 2 for those that have an escape of two characters, or 6. */
    private static final byte[] LENGTHS = new byte[0x80];
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final String NAMED = "\"\\\b\f\n\r\t";
    private static final String NAMES = "\"\\bfnrt";
    private static final int NUMBERED = 6;
    private static final byte[] NOTHING = {};

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

    /** The escaped text; nothing where a character is not of the basic plane. */
    static byte[] of(String text) {
        char[] units = text.toCharArray();
        byte[] escaped = new byte[units.length + units.length / 4 + NUMBERED];
        int at = 0;
        for (char unit : units) {
            if (escaped.length - at < NUMBERED) {
                escaped = Arrays.copyOf(escaped, Math.addExact(escaped.length, escaped.length / 2 + NUMBERED));
            }
            if (unit < LENGTHS.length) {
                at = LENGTHS[unit] == 1 ? plain(unit, escaped, at) : escape(unit, escaped, at);
            } else if (Character.isSurrogate(unit)) {
                return NOTHING;
            } else {
                at = encode(unit, escaped, at);
            }
        }
        return Arrays.copyOf(escaped, at);
    }

    private static int plain(int unit, byte[] escaped, int at) {
        escaped[at] = (byte) unit;
        return at + 1;
    }

    private static int encode(char unit, byte[] escaped, int at) {
        int next = at;
        if (unit < 0x800) {
            escaped[next++] = (byte) (0xc0 | unit >> 6);
        } else {
            escaped[next++] = (byte) (0xe0 | unit >> 12);
            escaped[next++] = (byte) (0x80 | unit >> 6 & 0x3f);
        }
        escaped[next++] = (byte) (0x80 | unit & 0x3f);
        return next;
    }

    private static int escape(int unit, byte[] escaped, int at) {
        escaped[at] = '\\';
        if (LENGTHS[unit] == 2) {
            escaped[at + 1] = (byte) NAMES.charAt(NAMED.indexOf(unit));
            return at + 2;
        }
        escaped[at + 1] = 'u';
        escaped[at + 2] = '0';
        escaped[at + 3] = '0';
        escaped[at + 4] = DIGITS[unit >> 4];
        escaped[at + 5] = DIGITS[unit & 0xf];
        return at + NUMBERED;
    }

    private static byte[] escaped(byte[] utf8, int length) {
        byte[] escaped = new byte[length];
        int at = 0;
        for (byte unit : utf8) {
            at = unit < 0 || LENGTHS[unit] == 1 ? plain(unit, escaped, at) : escape(unit, escaped, at);
        }
        return escaped;
    }
}
