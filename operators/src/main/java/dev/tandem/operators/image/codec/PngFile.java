package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A PNG file; of an animated one, the picture that stands for it. */
record PngFile(ImageHeader header) implements ImageFile {
    private static final int SIGNATURE_BYTES = 8;
    /** Length, name and checksum. */
    private static final int CHUNK_BYTES = 12;
    private static final int HEADER = 0x49484452;
    private static final int END = 0x49454e44;
    private static final int FRAME = 0x6663544c;
    private static final int EXIF = 0x65584966;
    private static final int PROFILE = 0x69434350;
    private static final int GREY = 0;
    private static final int GREY_ALPHA = 4;
    private static final int MAX_NAME_BYTES = 80;

    static PngFile read(byte[] file) throws SampleFailedException {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        if (bytes.getInt(SIGNATURE_BYTES + 4) != HEADER) {
            throw ImageFailure.broken("The image does not begin with its header");
        }
        int width = ImageFile.side(bytes.getInt(16) & 0xffffffffL);
        int height = ImageFile.side(bytes.getInt(20) & 0xffffffffL);
        int type = bytes.get(25);
        ExifBlock exif = ExifBlock.NONE;
        byte[] profile = NO_PROFILE;
        int frames = 0;
        boolean ended = false;
        for (long at = SIGNATURE_BYTES; !ended && at + CHUNK_BYTES <= file.length; ) {
            long length = bytes.getInt((int) at) & 0xffffffffL;
            int body = (int) at + 8;
            boolean whole = body + length <= file.length;
            switch (bytes.getInt((int) at + 4)) {
                case END -> ended = true;
                case FRAME -> frames++;
                case EXIF -> exif = whole && !exif.present() ? ExifBlock.of(file, body, (int) length) : exif;
                case PROFILE -> profile = whole ? profile(file, body, (int) length) : profile;
                default -> {
                    // Pixels and what does not matter here.
                }
            }
            at += length + CHUNK_BYTES;
        }
        ColourKind colours = type == GREY || type == GREY_ALPHA ? ColourKind.GREY : ColourKind.RGB;
        return new PngFile(ImageHeader.still(
                ImageFormat.PNG, width, height, Math.max(1, frames), exif, colours, profile));
    }

    /** A name that ends in zero, the method, and the profile, compressed. */
    private static byte[] profile(byte[] file, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < Math.min(end, from + MAX_NAME_BYTES) && file[at] != 0) {
            at++;
        }
        if (at + 2 >= end || file[at] != 0) {
            return NO_PROFILE;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(file, at + 2, end - at - 2);
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 || out.size() + count > MAX_PROFILE_BYTES) {
                    return NO_PROFILE;
                }
                out.write(buffer, 0, count);
            }
        } catch (DataFormatException e) {
            return NO_PROFILE;
        }
        return out.toByteArray();
    }
}
