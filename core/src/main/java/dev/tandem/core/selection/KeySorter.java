package dev.tandem.core.selection;

import it.unimi.dsi.fastutil.Arrays;
import java.io.ByteArrayOutputStream;

/** Sorts the keys of one shard, side by side in one array. */
public final class KeySorter {
    private final int keyBytes;
    private byte[] keys;
    private int count;

    public KeySorter(int keyBytes) {
        if (keyBytes < 1 || keyBytes > KeyRun.MAX_KEY_BYTES) {
            throw new IllegalArgumentException("Keys have from 1 to " + KeyRun.MAX_KEY_BYTES + " bytes, found " + keyBytes);
        }
        this.keyBytes = keyBytes;
        this.keys = new byte[keyBytes << 8];
    }

    public void add(byte[] key) {
        int at = Math.multiplyExact(count, keyBytes);
        if (at + keyBytes > keys.length) {
            keys = java.util.Arrays.copyOf(keys, Math.clamp(2L * keys.length, at + keyBytes, Integer.MAX_VALUE - Long.BYTES));
        }
        System.arraycopy(key, 0, keys, at, keyBytes);
        count++;
    }

    /** Keys that were added, equal ones included. */
    public long total() {
        return count;
    }

    /** The keys as a run. */
    public byte[] run() {
        Arrays.quickSort(0, count, this::compare, this::swap);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] key = new byte[keyBytes];
        try (KeyRun.Writer writer = new KeyRun.Writer(out, keyBytes)) {
            for (int from = 0; from < count; ) {
                int to = from + 1;
                while (to < count && compare(from, to) == 0) {
                    to++;
                }
                System.arraycopy(keys, from * keyBytes, key, 0, keyBytes);
                writer.accept(key, to - from);
                from = to;
            }
        }
        return out.toByteArray();
    }

    private int compare(int left, int right) {
        int l = left * keyBytes;
        int r = right * keyBytes;
        return java.util.Arrays.compareUnsigned(keys, l, l + keyBytes, keys, r, r + keyBytes);
    }

    private void swap(int left, int right) {
        int l = left * keyBytes;
        int r = right * keyBytes;
        for (int i = 0; i < keyBytes; i++) {
            byte swapped = keys[l + i];
            keys[l + i] = keys[r + i];
            keys[r + i] = swapped;
        }
    }
}
