package dev.tandem.core.selection;

import dev.tandem.core.operator.SetSelector.KeyTable;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Arrays;

/** Those keys of a table that occur in a shard: as many as the shard has samples at most, however large the table is. */
public final class FoundKeys implements KeyTable {
    /** A table without keys. */
    public static final KeyTable NONE = key -> 0;

    private final int keyBytes;
    private final byte[] keys;
    private final LongArrayList numbers;

    private FoundKeys(int keyBytes, byte[] keys, LongArrayList numbers) {
        this.keyBytes = keyBytes;
        this.keys = keys;
        this.numbers = numbers;
    }

    /**
     * Reads a table through, and keeps what it has of the keys of a run.
     *
     * @param run of the shard
     */
    public static FoundKeys of(byte[] run, InputStream table, int keyBytes) {
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        LongArrayList numbers = new LongArrayList();
        try (KeyRun.Cursor own = new KeyRun.Cursor(new ByteArrayInputStream(run), keyBytes);
                KeyRun.Cursor all = new KeyRun.Cursor(table, keyBytes)) {
            boolean more = own.next() && all.next();
            while (more) {
                int order = Arrays.compareUnsigned(own.key(), all.key());
                if (order == 0) {
                    keys.writeBytes(own.key());
                    numbers.add(all.number());
                }
                more = order > 0 ? all.next() : own.next();
            }
        }
        return new FoundKeys(keyBytes, keys.toByteArray(), numbers);
    }

    @Override
    public long number(byte[] key) {
        int low = 0;
        int high = numbers.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int from = middle * keyBytes;
            int order = Arrays.compareUnsigned(keys, from, from + keyBytes, key, 0, keyBytes);
            if (order == 0) {
                return numbers.getLong(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }
}
