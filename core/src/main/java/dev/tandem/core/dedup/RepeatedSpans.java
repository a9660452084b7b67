package dev.tandem.core.dedup;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** The numbers of the spans of some neighbouring shards that stand somewhere before. */
public final class RepeatedSpans {
    private static final int MAGIC = 0x5453_5052;
    private static final int FORMAT = 1;

    private RepeatedSpans() {}

    /** The spans of the shard with this index, counted from the first one in {@code bytes}. */
    public static RoaringBitmap shard(byte[] bytes, int index) {
        return ByteReader.read(bytes, MAGIC, FORMAT, "repeated spans", in -> {
            int shards = in.integer();
            if (index < 0 || index >= shards) {
                throw new IndexOutOfBoundsException("There are spans of " + shards + " shards; asked for " + index);
            }
            int from = in.at(in.position() + index * Integer.BYTES).integer();
            RoaringBitmap numbers = new RoaringBitmap();
            try {
                numbers.deserialize(ByteBuffer.wrap(bytes, from, bytes.length - from));
            } catch (IOException e) {
                throw new IllegalArgumentException(e);
            }
            return numbers;
        });
    }

    /** Writes the spans of neighbouring shards. */
    static final class Writer {
        private final ByteArrayOutputStream bitmaps = new ByteArrayOutputStream();
        private final List<Integer> starts = new ArrayList<>();

        void add(RoaringBitmap numbers) {
            starts.add(bitmaps.size());
            numbers.runOptimize();
            try {
                numbers.serialize(new DataOutputStream(bitmaps));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int shards() {
            return starts.size();
        }

        int size() {
            return bitmaps.size();
        }

        byte[] bytes() {
            ByteWriter out = new ByteWriter().integer(MAGIC).integer(FORMAT).integer(starts.size());
            int from = out.position() + starts.size() * Integer.BYTES;
            starts.forEach(start -> out.integer(from + start));
            return out.bytes(ByteBuffer.wrap(bitmaps.toByteArray())).bytes();
        }
    }
}
