package dev.tandem.operators.selection;

import java.nio.ByteBuffer;

/** Numbers as eight bytes whose unsigned order is that of the numbers; zero is one number, whatever its sign. */
final class OrderedNumber {
    static final int BYTES = Long.BYTES;

    private OrderedNumber() {}

    static void put(double number, byte[] key, int at) {
        long bits = Double.doubleToLongBits(number + 0.0);
        ByteBuffer.wrap(key).putLong(at, bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    static double of(byte[] key, int at) {
        long bits = ByteBuffer.wrap(key).getLong(at);
        return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
    }
}
