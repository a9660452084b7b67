package dev.tandem.operators.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for where a marker may begin, eight bytes at a time. */
public final class JpegMarkers {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;
    private static final byte MARKER = (byte) 0xff;

    private JpegMarkers() {}

    /** The next byte of 255, or the end of the file. */
    public static int next(byte[] file, int from) {
        int at = from;
        while (at + Long.BYTES <= file.length) {
            long others = ~(long) LONG.get(file, at);
            // The lowest of these bits is that of the first byte of zero.
            long zeros = others - LOWEST & ~others & HIGHEST;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < file.length && file[at] != MARKER) {
            at++;
        }
        return at;
    }
}
