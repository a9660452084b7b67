package dev.tandem.operators.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a camera noted that a picture is to be turned by a quarter: tag 0x0112 of Exif in JPEG, PNG and WebP files.
 */
final class ExifOrientation {
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int FIRST_TURNED = 5;
    private static final int LAST_TURNED = 8;
    private static final int PNG_SIGNATURE_BYTES = 8;
    private static final int RIFF_HEADER_BYTES = 12;

    private ExifOrientation() {}

    /** True when width and height change places before the picture is shown; false where nothing readable says so. */
    static boolean swapsSides(byte[] file) {
        try {
            int orientation = exif(ByteBuffer.wrap(file)).map(ExifOrientation::orientation).orElse(1);
            return orientation >= FIRST_TURNED && orientation <= LAST_TURNED;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<ByteBuffer> exif(ByteBuffer file) {
        if (file.remaining() > RIFF_HEADER_BYTES) {
            if (file.getShort(0) == (short) 0xffd8) {
                return jpeg(file);
            }
            if (file.getInt(0) == 0x89504e47) {
                return chunk(file, PNG_SIGNATURE_BYTES, "eXIf");
            }
            if (tag(file, 0).equals("RIFF")) {
                return chunk(file.order(ByteOrder.LITTLE_ENDIAN), RIFF_HEADER_BYTES, "EXIF");
            }
        }
        return Optional.empty();
    }

    /** Segments up to the start of the scan; each is a marker and a length that counts itself. */
    private static Optional<ByteBuffer> jpeg(ByteBuffer file) {
        int at = 2;
        while (file.get(at) == (byte) 0xff && file.get(at + 1) != (byte) 0xda) {
            int length = file.getShort(at + 2) & 0xffff;
            if (file.get(at + 1) == (byte) 0xe1 && tag(file, at + 4).equals("Exif")) {
                return Optional.of(file.slice(at + 10, length - 8));
            }
            at += 2 + Math.max(2, length);
        }
        return Optional.empty();
    }

    /**
     * PNG puts the length before the name and a checksum after the content, RIFF the name first and pads to even
     * lengths.
     */
    private static Optional<ByteBuffer> chunk(ByteBuffer file, int from, String name) {
        boolean riff = file.order() == ByteOrder.LITTLE_ENDIAN;
        for (long at = from; at + 8 <= file.capacity(); ) {
            long length = file.getInt((int) at + (riff ? 4 : 0)) & 0xffffffffL;
            if (tag(file, (int) at + (riff ? 0 : 4)).equals(name)) {
                int start = (int) at + 8;
                boolean prefixed = length > 6 && tag(file, start).equals("Exif");
                return Optional.of(file.slice(start + (prefixed ? 6 : 0), (int) length - (prefixed ? 6 : 0)));
            }
            at += 8 + length + (riff ? length % 2 : 4);
        }
        return Optional.empty();
    }

    /** The first directory of a TIFF structure. */
    private static int orientation(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if ((tiff.getShort(entry) & 0xffff) == ORIENTATION) {
                return tiff.getShort(entry + 8) & 0xffff;
            }
        }
        return 1;
    }

    private static String tag(ByteBuffer file, int at) {
        byte[] name = new byte[4];
        file.get(at, name);
        return new String(name, StandardCharsets.US_ASCII);
    }
}
