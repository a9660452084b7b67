package dev.tandem.operators.readers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A walk over the bytes of JSON. Where anything stands that is not allowed, or that is rare, the answer is no. Strings are
 * verified to be UTF-8, eight bytes at once where these are plain. Not thread-safe.
 */
final class JsonBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = EACH << 7;
    private static final int UNICODE_DIGITS = 4;
    private static final byte[] NONE = {};

    private final byte[] bytes;
    private int at;
    /** What was found last: a stretch of {@link #bytes}, or of {@link #unescaped}. */
    private byte[] found = NONE;
    private int from;
    private int to;
    private byte[] unescaped = NONE;

    JsonBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes over white space, and over a character if it is the next one. */
    boolean take(char expected) {
        skipSpace();
        if (at < bytes.length && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    boolean isAtEnd() {
        skipSpace();
        return at == bytes.length;
    }

    private void skipSpace() {
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
    }

    int length() {
        return to - from;
    }

    String decoded() {
        return new String(found, from, to - from, StandardCharsets.UTF_8);
    }

    byte[] copied() {
        return Arrays.copyOfRange(found, from, to);
    }

    /** Finds what stands from here to the quotation mark that ends a string. */
    boolean string() {
        int start = at;
        if (!toSpecial()) {
            return false;
        }
        if (bytes[at] == '"') {
            found(bytes, start, at++);
            return true;
        }
        return escaped(start);
    }

    private void found(byte[] where, int start, int end) {
        found = where;
        from = start;
        to = end;
    }

    /** What an escape stands for is never longer than the escape. */
    private boolean escaped(int start) {
        if (unescaped.length < bytes.length - start) {
            unescaped = new byte[bytes.length - start];
        }
        int length = 0;
        int copied = start;
        while (bytes[at] == '\\') {
            System.arraycopy(bytes, copied, unescaped, length, at - copied);
            length = escape(length + at - copied);
            copied = at;
            if (length < 0 || !toSpecial()) {
                return false;
            }
        }
        System.arraycopy(bytes, copied, unescaped, length, at - copied);
        found(unescaped, 0, length + at++ - copied);
        return true;
    }

    /** Writes what an escape stands for, and returns where it ends; less than 0 where it is none. */
    private int escape(int length) {
        int escape = at + 1 < bytes.length ? bytes[at + 1] : 0;
        at += 2;
        int plain = switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> -1;
        };
        if (plain >= 0) {
            unescaped[length] = (byte) plain;
            return length + 1;
        }
        int unit = escape == 'u' ? digits() : -1;
        if (unit < 0 || !Character.isSurrogate((char) unit)) {
            return unit < 0 ? -1 : encode(unit, length);
        }
        boolean paired = Character.isHighSurrogate((char) unit) && at + 1 < bytes.length && bytes[at] == '\\' && bytes[at + 1] == 'u';
        at += 2;
        int low = paired ? digits() : -1;
        return low >= 0 && Character.isLowSurrogate((char) low)
                ? encode(Character.toCodePoint((char) unit, (char) low), length)
                : -1;
    }

    private int digits() {
        if (at + UNICODE_DIGITS > bytes.length) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            int digit = bytes[at] < 0 ? -1 : Character.digit(bytes[at], 16);
            at++;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int encode(int codePoint, int length) {
        int next = length;
        if (codePoint < 0x80) {
            unescaped[next++] = (byte) codePoint;
            return next;
        }
        if (codePoint < 0x800) {
            unescaped[next++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x1_0000) {
                unescaped[next++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                unescaped[next++] = (byte) (0xf0 | codePoint >> 18);
                unescaped[next++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            }
            unescaped[next++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        }
        unescaped[next++] = (byte) (0x80 | codePoint & 0x3f);
        return next;
    }

    /** Goes to the next quotation mark or backslash; false where there is none, or something before that may not stand in a string. */
    private boolean toSpecial() {
        while (at < bytes.length) {
            while (at + Long.BYTES <= bytes.length) {
                long special = special((long) LONGS.get(bytes, at));
                if (special != 0) {
                    at += Long.numberOfTrailingZeros(special) / Byte.SIZE;
                    break;
                }
                at += Long.BYTES;
            }
            if (at == bytes.length) {
                return false;
            }
            int next = bytes[at];
            if (next == '"' || next == '\\') {
                return true;
            }
            int length = next < 0 ? character(next & 0xff) : next < ' ' ? 0 : 1;
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return false;
    }

    /** The highest bit of the first byte that is not plain, with others above it: a carry only goes upwards. */
    private static long special(long word) {
        long quote = word ^ EACH * '"';
        long escape = word ^ EACH * '\\';
        return (word | (quote - EACH) & ~quote | (escape - EACH) & ~escape | (word - EACH * ' ') & ~word) & HIGHEST;
    }

    /** Bytes of a character beyond ASCII; 0 where it is not valid UTF-8. */
    private int character(int first) {
        int second = second();
        if (first >= 0xc2 && first < 0xe0) {
            return isIn(second, 0x80, 0xbf) ? 2 : 0;
        }
        if (first >= 0xe0 && first < 0xf0) {
            return isIn(second, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf) && follows(2) ? 3 : 0;
        }
        return first >= 0xf0 && first < 0xf5 && isIn(second, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf)
                && follows(2) && follows(3) ? 4 : 0;
    }

    private int second() {
        return at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
    }

    private boolean follows(int distance) {
        return at + distance < bytes.length && isIn(bytes[at + distance] & 0xff, 0x80, 0xbf);
    }

    private static boolean isIn(int unit, int least, int most) {
        return unit >= least && unit <= most;
    }

    /** Finds a value that is no string, to where it ends; whether it is valid is not looked at, but for its strings. */
    boolean value(int mostDepth) {
        int start = at;
        int depth = 0;
        while (at < bytes.length) {
            int next = bytes[at];
            if (next < 0) {
                return false;
            }
            if (depth == 0 && (next == ',' || next == '}')) {
                break;
            }
            at++;
            if (next == '"' && !string()) {
                return false;
            }
            depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
            if (depth < 0 || depth > mostDepth) {
                return false;
            }
        }
        found(bytes, start, at);
        return to > start;
    }
}
