package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A WebP file: chunks of RIFF. A picture is one chunk of pixels, with one of transparency at most; a file may be one picture
 * or an animation.
 *
 * @param decodable the file as the decoder is to see it: without the note that there is a colour profile, which it would
 *     apply to the pixels
 */
record WebpFile(ImageHeader header, byte[] decodable) implements ImageFile {
    private static final int RIFF_BYTES = 12;
    private static final int FLAGS = 20;
    private static final int PROFILE_FLAG = 0x20;
    private static final int FRAME_BYTES = 16;

    private static final int LOSSY = 0x20385056;
    private static final int LOSSLESS = 0x4c385056;
    private static final int EXTENDED = 0x58385056;
    private static final int ALPHA = 0x48504c41;
    private static final int ANIMATION_FRAME = 0x464d4e41;
    private static final int PROFILE = 0x50434349;
    private static final int EXIF = 0x46495845;

    static WebpFile read(byte[] file) throws SampleFailedException {
        Chunks chunks = new Chunks(file);
        long end = Math.min(file.length, 8 + (chunks.bytes.getInt(4) & 0xffffffffL));
        chunks.walk(RIFF_BYTES, (int) end, false);
        return chunks.file();
    }

    private static final class Chunks {
        private final byte[] file;
        private final ByteBuffer bytes;
        private boolean extended;
        private int canvasWidth;
        private int canvasHeight;
        private int width;
        private int height;
        private int pictures;
        private int alphas;
        private int frames;
        private ImageHeader.Frame first;
        private ExifBlock exif = ExifBlock.NONE;
        private byte[] profile = NO_PROFILE;

        Chunks(byte[] file) {
            this.file = file;
            this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** Chunks of the file, or of the first frame of an animation. */
        void walk(int from, int end, boolean inFrame) throws SampleFailedException {
            for (long at = from; at + 8 <= end; ) {
                long length = bytes.getInt((int) at + 4) & 0xffffffffL;
                int body = (int) at + 8;
                // A chunk of pixels may be cut off: the decoder tells.
                int whole = (int) Math.min(length, end - body);
                switch (bytes.getInt((int) at)) {
                    case LOSSY -> lossy(body);
                    case LOSSLESS -> lossless(body, body + whole);
                    case ALPHA -> alpha(body, body + whole);
                    case EXTENDED -> {
                        if (at == RIFF_BYTES) {
                            extended = true;
                            canvasWidth = 1 + (bytes.getInt(body + 4) & 0xffffff);
                            canvasHeight = 1 + (bytes.getInt(body + 6) >>> 8);
                        }
                    }
                    case ANIMATION_FRAME -> {
                        if (!inFrame) {
                            frame(body, body + whole);
                        }
                    }
                    case PROFILE -> profile = length <= MAX_PROFILE_BYTES && whole == length
                            ? Arrays.copyOfRange(file, body, body + whole) : profile;
                    case EXIF -> exif = whole == length && !exif.present() ? ExifBlock.of(file, body, whole) : exif;
                    default -> {
                        // Nothing that matters here.
                    }
                }
                at += 8 + length + length % 2;
            }
        }

        private void frame(int body, int end) throws SampleFailedException {
            frames++;
            if (first == null) {
                first = new ImageHeader.Frame(
                        2 * (bytes.getInt(body) & 0xffffff),
                        2 * (bytes.getInt(body + 2) >>> 8),
                        1 + (bytes.getInt(body + 6) & 0xffffff),
                        1 + (bytes.getInt(body + 8) >>> 8));
                walk(body + FRAME_BYTES, end, true);
            }
        }

        private void lossy(int body) throws SampleFailedException {
            picture(bytes.getShort(body + 6) & 0x3fff, bytes.getShort(body + 8) & 0x3fff);
        }

        private void lossless(int body, int end) throws SampleFailedException {
            int sides = bytes.getInt(body + 1);
            picture(1 + (sides & 0x3fff), 1 + (sides >>> 14 & 0x3fff));
            WebpLossless.check(file, body + 5, end, width, height);
        }

        private void picture(int wide, int high) throws SampleFailedException {
            pictures++;
            width = ImageFile.side(wide);
            height = ImageFile.side(high);
            if (pictures > 1) {
                throw ImageFailure.broken("The image has more than one picture in a frame");
            }
        }

        /** Transparency may be compressed as a lossless picture is; its size is that of the frame. */
        private void alpha(int body, int end) throws SampleFailedException {
            alphas++;
            if (alphas > 1) {
                throw ImageFailure.broken("The image has more than one transparency in a frame");
            }
            if ((bytes.get(body) & 3) == 1) {
                WebpLossless.check(
                        file, body + 1, end,
                        first == null ? canvasWidth : first.width(), first == null ? canvasHeight : first.height());
            }
        }

        WebpFile file() throws SampleFailedException {
            if (pictures == 0) {
                throw ImageFailure.broken("The image has no picture in it");
            }
            if (!extended) {
                canvasWidth = width;
                canvasHeight = height;
            }
            ImageHeader.Frame frame = first == null ? new ImageHeader.Frame(0, 0, canvasWidth, canvasHeight) : first;
            if (frame.width() != width || frame.height() != height
                    || frame.x() + width > canvasWidth || frame.y() + height > canvasHeight) {
                throw ImageFailure.broken("The image's header contradicts its pixels");
            }
            return new WebpFile(
                    new ImageHeader(
                            ImageFormat.WEBP,
                            canvasWidth,
                            canvasHeight,
                            frame,
                            Math.max(1, frames),
                            exif.orientation(),
                            exif.present(),
                            ColourKind.RGB,
                            profile),
                    decodable());
        }

        private byte[] decodable() {
            if (!extended || (file[FLAGS] & PROFILE_FLAG) == 0) {
                return file;
            }
            byte[] copy = file.clone();
            copy[FLAGS] &= ~PROFILE_FLAG;
            return copy;
        }
    }
}
