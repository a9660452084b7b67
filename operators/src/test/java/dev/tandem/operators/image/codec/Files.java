package dev.tandem.operators.image.codec;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32;

/** Image files for tests that no encoder at hand writes, put together byte by byte; and what is made of files. */
final class Files {
    private Files() {}

    static DecodedImage decode(byte[] file) throws SampleFailedException {
        return ImageDecoder.decode(MediaContent.of(file), MediaLimits.DEFAULT);
    }

    static ImageHeader header(byte[] file) throws SampleFailedException {
        return ImageDecoder.header(MediaContent.of(file), MediaLimits.DEFAULT);
    }

    /** The code of the failure. */
    static ErrorCode failure(byte[] file) {
        try {
            decode(file);
            throw new AssertionError("it was decoded");
        } catch (SampleFailedException e) {
            return e.code();
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A TIFF structure with one entry: the orientation. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("II*\0")).putInt(8).putShort((short) 1)
                .putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation)
                .array();
    }

    /** A PNG file with a chunk before its pixels. */
    static byte[] withChunk(byte[] png, String name, byte[] content) {
        byte[] chunk = ByteBuffer.allocate(12 + content.length).putInt(content.length).put(ascii(name)).put(content).array();
        CRC32 checksum = new CRC32();
        checksum.update(chunk, 4, 4 + content.length);
        ByteBuffer.wrap(chunk).putInt(8 + content.length, (int) checksum.getValue());
        int afterHeader = 33;
        return join(
                Arrays.copyOf(png, afterHeader), chunk, Arrays.copyOfRange(png, afterHeader, png.length));
    }

    /** A JPEG file with a segment at its beginning. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        byte[] head = ByteBuffer.allocate(6)
                .put((byte) 0xff).put((byte) 0xd8).put((byte) 0xff).put((byte) marker).putShort((short) (content.length + 2))
                .array();
        return join(head, content, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A WebP file of chunks. */
    static byte[] webp(byte[]... chunks) {
        byte[] body = join(chunks);
        return join(
                ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN)
                        .put(ascii("RIFF")).putInt(4 + body.length).put(ascii("WEBP")).array(),
                body);
    }

    static byte[] chunk(String name, byte[]... content) {
        byte[] body = join(content);
        return ByteBuffer.allocate(8 + body.length + body.length % 2).order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(name)).putInt(body.length).put(body).array();
    }

    /** The chunk of what a WebP file has beyond one picture: its canvas, and flags. */
    static byte[] extended(int flags, int width, int height) {
        byte[] sides = {(byte) (width - 1), (byte) (width - 1 >> 8), 0, (byte) (height - 1), (byte) (height - 1 >> 8), 0};
        return chunk("VP8X", new byte[] {(byte) flags, 0, 0, 0}, sides);
    }

    /** A frame of an animation. */
    static byte[] frame(int x, int y, int width, int height, byte[]... chunks) {
        byte[] place = new byte[16];
        List<Integer> numbers = List.of(x / 2, y / 2, width - 1, height - 1);
        for (int i = 0; i < numbers.size(); i++) {
            for (int j = 0; j < 3; j++) {
                place[3 * i + j] = (byte) (numbers.get(i) >> 8 * j);
            }
        }
        return chunk("ANMF", place, join(chunks));
    }

    /** A lossless picture of one colour, after other bits. */
    static byte[] lossless(int width, int height, int argb, Bits before) {
        Bits bits = new Bits().put(0x2f, 8).put(width - 1, 14).put(height - 1, 14).put(1, 1).put(0, 3).put(before);
        // No further transformation, no cache of colours, one set of codes: of one word each.
        bits.put(0, 1).put(0, 1).put(0, 1);
        bits.word(argb >> 8 & 0xff).word(argb >> 16 & 0xff).word(argb & 0xff).word(argb >>> 24).word(0);
        return chunk("VP8L", bits.bytes());
    }

    /** Bits, the lowest of each byte first. */
    static final class Bits {
        private final BitSet bits = new BitSet();
        private int length;

        Bits put(int value, int count) {
            for (int i = 0; i < count; i++) {
                bits.set(length++, (value >> i & 1) != 0);
            }
            return this;
        }

        Bits put(Bits others) {
            for (int i = 0; i < others.length; i++) {
                bits.set(length++, others.bits.get(i));
            }
            return this;
        }

        /** A simple code of one word. */
        Bits word(int symbol) {
            return put(1, 1).put(0, 1).put(1, 1).put(symbol, 8);
        }

        byte[] bytes() {
            return Arrays.copyOf(bits.toByteArray(), (length + 7) / 8);
        }
    }
}
