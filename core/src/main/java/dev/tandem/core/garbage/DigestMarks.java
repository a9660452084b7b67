package dev.tandem.core.garbage;

import dev.tandem.core.model.Digest;
import java.nio.ByteBuffer;

/**
 * A set of digests in a fixed amount of memory: a Bloom filter. Its greatest advantage is that bound; its limitation is that
 * it may take a digest for marked that is not, which keeps an object that is garbage, and never the other way round. With
 * ten bits for each digest about one in a hundred is kept in error; the filter gets no worse than keeping everything.
 */
final class DigestMarks {
    private static final int PROBES = 7;

    private final long[] words;

    /**
     * An empty set.
     *
     * @param bytes of memory; 64 MiB hold fifty million digests with one error in a hundred
     */
    DigestMarks(long bytes) {
        long count = Math.max(1, bytes / Long.BYTES);
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("The marks can take up to 16 GiB, found " + bytes + " bytes");
        }
        words = new long[(int) count];
    }

    void add(Digest digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest.bytes());
        long step = bytes.getLong(Long.BYTES) | 1;
        long position = bytes.getLong(0);
        for (int probe = 0; probe < PROBES; probe++, position += step) {
            long bit = Long.remainderUnsigned(position, words.length * (long) Long.SIZE);
            words[(int) (bit / Long.SIZE)] |= 1L << bit;
        }
    }

    boolean contains(Digest digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest.bytes());
        long step = bytes.getLong(Long.BYTES) | 1;
        long position = bytes.getLong(0);
        for (int probe = 0; probe < PROBES; probe++, position += step) {
            long bit = Long.remainderUnsigned(position, words.length * (long) Long.SIZE);
            if ((words[(int) (bit / Long.SIZE)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }
}
