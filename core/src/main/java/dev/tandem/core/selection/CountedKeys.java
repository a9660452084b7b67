package dev.tandem.core.selection;

import dev.tandem.core.operator.SetSelector.KeyCounts;
import dev.tandem.core.operator.SetSelector.KeySink;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sorts keys of one length, and adds up the numbers of those that are equal, in bounded memory. To be used by one thread at a time.
 */
public final class CountedKeys implements AutoCloseable {
    private final int keyBytes;
    private final Runnable progress;
    private final RecordSorter sorter;
    /** A key as numbers that compare as its bytes do, filled up with zeros, and its number. */
    private final long[] record;
    private final ByteBuffer bytes;
    private long total;

    /**
     * Without keys yet.
     *
     * @param progress told of every key that is walked over; may throw to stop the work
     */
    public CountedKeys(int keyBytes, SortSpace space, Runnable progress) {
        if (keyBytes < 1 || keyBytes > KeyRun.MAX_KEY_BYTES) {
            throw new IllegalArgumentException("Keys have from 1 to " + KeyRun.MAX_KEY_BYTES + " bytes, found " + keyBytes);
        }
        int longs = Math.ceilDiv(keyBytes, Long.BYTES);
        this.keyBytes = keyBytes;
        this.progress = progress;
        this.sorter = new RecordSorter(longs, false, space);
        this.record = new long[longs + 1];
        this.bytes = ByteBuffer.allocate(longs * Long.BYTES);
    }

    public void add(byte[] key) {
        add(key, 1);
    }

    /** Adds a key with a number. */
    public void add(byte[] key, long number) {
        if (key.length != keyBytes) {
            throw new IllegalArgumentException("Keys have " + keyBytes + " bytes, found " + key.length);
        }
        bytes.put(0, key);
        for (int i = 0; i < record.length - 1; i++) {
            record[i] = bytes.getLong(i * Long.BYTES) ^ Long.MIN_VALUE;
        }
        record[record.length - 1] = number;
        sorter.add(record, record.length);
        total += number;
    }

    /** Adds the keys of a run. */
    public void addRun(byte[] run) {
        try (KeyRun.Cursor cursor = new KeyRun.Cursor(new ByteArrayInputStream(run), keyBytes)) {
            while (cursor.next()) {
                add(cursor.key(), cursor.number());
            }
        }
    }

    /** The sum of all numbers. */
    public long total() {
        return total;
    }

    /** Each key once, in order; good until this is closed, and as long as nothing is added. */
    public KeyCounts counts() {
        return new KeyCounts() {
            @Override
            public long total() {
                return total;
            }

            @Override
            public void forEach(KeySink consumer) {
                walk(consumer);
            }
        };
    }

    private void walk(KeySink consumer) {
        long[] key = new long[record.length - 1];
        long number = 0;
        boolean any = false;
        try (RecordCursor cursor = sorter.cursor()) {
            while (cursor.next()) {
                if (any && !isAt(cursor, key)) {
                    tell(key, number, consumer);
                    number = 0;
                }
                for (int i = 0; i < key.length; i++) {
                    key[i] = cursor.value(i);
                }
                number += cursor.value(key.length);
                any = true;
            }
        }
        if (any) {
            tell(key, number, consumer);
        }
    }

    private static boolean isAt(RecordCursor cursor, long[] key) {
        for (int i = 0; i < key.length; i++) {
            if (cursor.value(i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    private void tell(long[] key, long number, KeySink consumer) {
        progress.run();
        for (int i = 0; i < key.length; i++) {
            bytes.putLong(i * Long.BYTES, key[i] ^ Long.MIN_VALUE);
        }
        consumer.accept(Arrays.copyOf(bytes.array(), keyBytes), number);
    }

    /** All keys as a run. */
    public byte[] run() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (KeyRun.Writer writer = new KeyRun.Writer(out, keyBytes)) {
            walk(writer);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        sorter.close();
    }
}
