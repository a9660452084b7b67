package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A GIF file, whose frames may be smaller than its canvas. */
record GifFile(ImageHeader header) implements ImageFile {
    private static final int HEADER_BYTES = 13;
    private static final int DESCRIPTOR_BYTES = 9;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;

    static GifFile read(byte[] file) throws SampleFailedException {
        Blocks blocks = new Blocks(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
        blocks.walk();
        if (blocks.first == null) {
            throw ImageFailure.broken("The image has no picture in it");
        }
        // As it is shown: a frame that leaves the canvas widens it.
        int width = Math.max(blocks.bytes.getShort(6) & 0xffff, blocks.first.x() + blocks.first.width());
        int height = Math.max(blocks.bytes.getShort(8) & 0xffff, blocks.first.y() + blocks.first.height());
        return new GifFile(new ImageHeader(
                ImageFormat.GIF, width, height, blocks.first, blocks.frames, 1, false, ColourKind.RGB, NO_PROFILE));
    }

    /** Blocks as far as the file goes: it is the decoder that says whether the first frame is whole. */
    private static final class Blocks {
        private final ByteBuffer bytes;
        private int at = HEADER_BYTES;
        private ImageHeader.Frame first;
        private int frames;

        Blocks(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        void walk() throws SampleFailedException {
            at += palette(bytes.get(10));
            while (at < bytes.capacity()) {
                int kind = bytes.get(at++) & 0xff;
                if (kind == EXTENSION) {
                    at++;
                } else if (kind == IMAGE && at + DESCRIPTOR_BYTES <= bytes.capacity()) {
                    image();
                } else {
                    return;
                }
                pastData();
            }
        }

        private void image() throws SampleFailedException {
            frames++;
            if (first == null) {
                first = new ImageHeader.Frame(
                        bytes.getShort(at) & 0xffff,
                        bytes.getShort(at + 2) & 0xffff,
                        ImageFile.side(bytes.getShort(at + 4) & 0xffff),
                        ImageFile.side(bytes.getShort(at + 6) & 0xffff));
            }
            at += DESCRIPTOR_BYTES + palette(bytes.get(at + DESCRIPTOR_BYTES - 1)) + 1;
        }

        /** Past blocks of up to 255 bytes, the last of which is empty. */
        private void pastData() {
            while (at < bytes.capacity()) {
                int length = bytes.get(at++) & 0xff;
                at += length;
                if (length == 0) {
                    return;
                }
            }
        }

        private static int palette(byte flags) {
            return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
        }
    }
}
