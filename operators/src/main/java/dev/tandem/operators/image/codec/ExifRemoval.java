package dev.tandem.operators.image.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the notes of the camera (Exif) out of a file, and leaves the rest as it is: no pixel is decoded. Of files whose
 * structure was walked before.
 */
public final class ExifRemoval {
    private static final int PNG_SIGNATURE_BYTES = 8;
    private static final int PNG_CHUNK_BYTES = 12;
    private static final int PNG_EXIF = 0x65584966;
    private static final int RIFF_BYTES = 12;
    private static final int RIFF_EXIF = 0x46495845;
    private static final int RIFF_EXTENDED = 0x58385056;
    private static final int EXTENDED_FLAGS = 20;
    private static final int EXIF_FLAG = 8;
    private static final byte[] EXIF = "Exif\0".getBytes(StandardCharsets.US_ASCII);

    private ExifRemoval() {}

    /** The file without Exif; the same array for kinds that have it elsewhere or not at all. */
    public static byte[] from(byte[] file, ImageFormat format) {
        return switch (format) {
            case JPEG -> jpeg(file);
            case PNG -> png(file);
            case WEBP -> webp(file);
            case GIF, BMP, TIFF -> file;
        };
    }

    /** Segments up to the first scan; each is a marker and a length that counts itself. */
    private static byte[] jpeg(byte[] file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, 2);
        int at = 2;
        while (at + 4 <= file.length && file[at] == (byte) 0xff && file[at + 1] != (byte) 0xda) {
            int length = 2 + (ByteBuffer.wrap(file).getShort(at + 2) & 0xffff);
            boolean exif = file[at + 1] == (byte) 0xe1 && length >= 4 + EXIF.length && at + length <= file.length
                    && Arrays.equals(file, at + 4, at + 4 + EXIF.length, EXIF, 0, EXIF.length);
            if (!exif) {
                out.write(file, at, Math.min(length, file.length - at));
            }
            at += length;
        }
        if (at < file.length) {
            out.write(file, at, file.length - at);
        }
        return out.toByteArray();
    }

    private static byte[] png(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, PNG_SIGNATURE_BYTES);
        long at = PNG_SIGNATURE_BYTES;
        while (at < file.length) {
            boolean whole = at + PNG_CHUNK_BYTES <= file.length;
            long length = whole ? PNG_CHUNK_BYTES + (bytes.getInt((int) at) & 0xffffffffL) : file.length - at;
            if (!whole || bytes.getInt((int) at + 4) != PNG_EXIF) {
                out.write(file, (int) at, (int) Math.min(length, file.length - at));
            }
            at += length;
        }
        return out.toByteArray();
    }

    private static byte[] webp(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, RIFF_BYTES);
        long at = RIFF_BYTES;
        while (at < file.length) {
            boolean whole = at + 8 <= file.length;
            long length = whole ? bytes.getInt((int) at + 4) & 0xffffffffL : file.length - at - 8;
            length += 8 + length % 2;
            if (!whole || bytes.getInt((int) at) != RIFF_EXIF) {
                out.write(file, (int) at, (int) Math.min(length, file.length - at));
            }
            at += length;
        }
        byte[] left = out.toByteArray();
        ByteBuffer.wrap(left).order(ByteOrder.LITTLE_ENDIAN).putInt(4, left.length - 8);
        if (bytes.getInt(RIFF_BYTES) == RIFF_EXTENDED) {
            left[EXTENDED_FLAGS] &= ~EXIF_FLAG;
        }
        return left;
    }
}
