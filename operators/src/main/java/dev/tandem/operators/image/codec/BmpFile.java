package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A BMP file. */
record BmpFile(ImageHeader header) implements ImageFile {
    private static final int OLD_HEADER_BYTES = 12;
    private static final int LENGTH_ENCODED_8 = 1;
    private static final int LENGTH_ENCODED_4 = 2;
    private static final int JPEG = 4;
    private static final int PNG = 5;

    static BmpFile read(byte[] file) throws SampleFailedException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int width;
        int height;
        long declared = bytes.getInt(10) & 0xffffffffL;
        if (bytes.getInt(14) == OLD_HEADER_BYTES) {
            width = ImageFile.side(bytes.getShort(18));
            height = ImageFile.side(bytes.getShort(20));
        } else {
            width = ImageFile.side(bytes.getInt(18));
            // Rows from the top have a negative height.
            height = ImageFile.side(Math.abs((long) bytes.getInt(22)));
            int compression = bytes.getInt(30);
            if (compression == JPEG || compression == PNG) {
                throw ImageFailure.broken("The image holds another image");
            }
            long pixels = bytes.getInt(34) & 0xffffffffL;
            boolean lengthEncoded = compression == LENGTH_ENCODED_8 || compression == LENGTH_ENCODED_4;
            if (lengthEncoded) {
                // Without a length of its own it is that of the file, which the header gives as well.
                declared += pixels == 0 ? Math.max(0, (bytes.getInt(2) & 0xffffffffL) - declared) : pixels;
            }
            declared = Math.max(declared, 4 * (bytes.getInt(46) & 0xffffffffL));
        }
        if (declared > file.length) {
            throw ImageFailure.broken("The image is cut off, or its header contradicts itself");
        }
        return new BmpFile(ImageHeader.still(
                ImageFormat.BMP, width, height, 1, ExifBlock.NONE, ColourKind.RGB, NO_PROFILE));
    }
}
