package dev.tandem.operators.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A block of Exif, of which only the orientation is read: tag 0x0112 of the first directory of a TIFF structure.
 *
 * @param present whether there is a block, readable or not
 * @param orientation 1 to 8; 1 where nothing readable says otherwise
 */
record ExifBlock(boolean present, int orientation) {
    static final ExifBlock NONE = new ExifBlock(false, 1);

    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int LAST_ORIENTATION = 8;
    private static final int PREFIX_BYTES = 6;

    /** The block in these bytes of a file; "Exif" and two zeros may stand before the TIFF structure. */
    static ExifBlock of(byte[] file, int from, int length) {
        ByteBuffer block = ByteBuffer.wrap(file, from, length).slice();
        if (length > PREFIX_BYTES && block.getInt(0) == 0x45786966) {
            block = block.slice(PREFIX_BYTES, length - PREFIX_BYTES);
        }
        try {
            int orientation = orientation(block);
            return new ExifBlock(true, orientation >= 1 && orientation <= LAST_ORIENTATION ? orientation : 1);
        } catch (IndexOutOfBoundsException e) {
            return new ExifBlock(true, 1);
        }
    }

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
}
