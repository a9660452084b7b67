package dev.tandem.operators.selection;

import dev.tandem.core.operator.SetSelector.KeyCounts;
import dev.tandem.core.operator.SetSelector.KeySink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of the ranks of sorted keys: the first and the last that stay, and those at every thousandth, so that of each sample
 * can be told about where it stands.
 */
final class Ranks {
    private static final int PARTS = 1_000;

    private final int keyBytes;
    private final byte[] first;
    private final byte[] last;
    private final List<byte[]> fences;

    private Ranks(int keyBytes, byte[] first, byte[] last, List<byte[]> fences) {
        this.keyBytes = keyBytes;
        this.first = first;
        this.last = last;
        this.fences = fences;
    }

    /**
     * Ranks, of which those from one up to another stay.
     *
     * @param from counted from 0
     * @param to the first that does not stay
     * @param ties whether keys equal to the last that stays do so as well; else a key stays if all of its kind do
     */
    static Ranks of(KeyCounts all, int keyBytes, long from, long to, boolean ties) {
        Walk walk = new Walk(all.total(), keyBytes, from, to, ties);
        all.forEach(walk);
        return new Ranks(keyBytes, walk.any ? walk.first : new byte[0], walk.any ? walk.last : new byte[0], walk.fences);
    }

    private static final class Walk implements KeySink {
        private final long total;
        private final long from;
        private final long to;
        private final boolean ties;
        private final byte[] first;
        private final byte[] last;
        private final List<byte[]> fences = new ArrayList<>();
        private boolean any;
        private long at;

        Walk(long total, int keyBytes, long from, long to, boolean ties) {
            this.total = total;
            this.from = from;
            this.to = to;
            this.ties = ties;
            this.first = new byte[keyBytes];
            this.last = new byte[keyBytes];
        }

        @Override
        public void accept(byte[] key, long count) {
            long end = at + count;
            if (at >= from && (ties ? at < to : end <= to)) {
                System.arraycopy(key, 0, last, 0, key.length);
                if (!any) {
                    System.arraycopy(key, 0, first, 0, key.length);
                    any = true;
                }
            }
            while (fences.size() < PARTS - 1 && (fences.size() + 1) * total / PARTS < end) {
                fences.add(key.clone());
            }
            at = end;
        }
    }

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + (2 + fences.size()) * keyBytes);
        bytes.put((byte) (first.length == 0 ? 0 : 1)).put(first).put(last);
        fences.forEach(bytes::put);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    static Ranks decode(byte[] encoded, int keyBytes) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        boolean any = bytes.get() != 0;
        byte[] first = new byte[any ? keyBytes : 0];
        byte[] last = first.clone();
        bytes.get(first).get(last);
        List<byte[]> fences = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] fence = new byte[keyBytes];
            bytes.get(fence);
            fences.add(fence);
        }
        return new Ranks(keyBytes, first, last, fences);
    }

    /** Whether any key stays. */
    boolean isAny() {
        return first.length > 0;
    }

    /** The smallest key that stays. */
    byte[] first() {
        return first;
    }

    /** The greatest key that stays. */
    byte[] last() {
        return last;
    }

    boolean contains(byte[] key) {
        return isAny() && Arrays.compareUnsigned(key, first) >= 0 && Arrays.compareUnsigned(key, last) <= 0;
    }

    /** Which share of all keys stands before this one, in thousandths, rounded down. */
    double share(byte[] key) {
        int low = 0;
        int high = fences.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(fences.get(middle), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (double) low / PARTS;
    }
}
