package dev.tandem.operators.image.codec;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a file as image readers take them, without copying; reading ends when the time is over. A reader that looks a
 * little ahead of what it needs can be given zeros behind the end, beyond which it fails: the one of WebP would take the end
 * for more of the same, however often it comes there.
 */
final class ImageStream extends ImageInputStreamImpl {
    /** Looking at the clock for every byte would take longer than reading it. */
    private static final int READS_BETWEEN_CHECKS = 4096;

    private final byte[] file;
    private final int zeros;
    private final DecodingTime time;
    private int reads;

    /**
     * A stream from the beginning.
     *
     * @param zeros how many may be read behind the end; with none, the end is an end as any other
     */
    ImageStream(byte[] file, int zeros, DecodingTime time) {
        this.file = file;
        this.zeros = zeros;
        this.time = time;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        check();
        bitOffset = 0;
        if (streamPos < file.length) {
            return file[(int) streamPos++] & 0xff;
        }
        if (zeros == 0) {
            return -1;
        }
        passOver(1);
        return 0;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        check();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        int count = (int) Math.clamp(file.length - streamPos, 0, length);
        System.arraycopy(file, (int) Math.min(streamPos, file.length), target, offset, count);
        streamPos += count;
        if (zeros == 0) {
            return count == 0 ? -1 : count;
        }
        passOver(length - count);
        Arrays.fill(target, offset + count, offset + length, (byte) 0);
        return length;
    }

    private void passOver(int count) throws IOException {
        streamPos += count;
        if (count > 0 && streamPos > file.length + zeros) {
            throw new IOException("it is cut off");
        }
    }

    @Override
    public long length() {
        return file.length;
    }

    private void check() throws IOException {
        if (++reads % READS_BETWEEN_CHECKS == 0) {
            time.check();
        }
    }
}
