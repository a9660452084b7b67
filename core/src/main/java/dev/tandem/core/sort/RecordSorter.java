package dev.tandem.core.sort;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts records of longs in bounded memory: sorted runs go into files when memory is full, and are merged when they are
 * read. Records are compared by their first longs, as signed numbers; those that are equal there come in no certain order.
 * Not for use by several threads.
 */
public final class RecordSorter implements AutoCloseable {
    /** Runs that are merged at once; each is read through a buffer of its own. */
    private static final int MOST_RUNS = 64;

    private static final int CHUNK_BITS = 17;
    private static final int CHUNK = 1 << CHUNK_BITS;
    /** Its place and length, its first long and its number beside the record itself, while it is sorted. */
    private static final int BYTES_BESIDE_RECORD = 40;

    private final int keyLength;
    private final boolean distinct;
    private final SortSpace space;
    /** Sorted runs by how often their records were merged: as many of one level as are merged at once make one of the next. */
    private final List<List<RunFile>> levels = new ArrayList<>();
    private final List<long[]> chunks = new ArrayList<>();
    private final LongArrayList places = new LongArrayList();
    private int used = CHUNK;
    private long bytes;
    private long count;

    /**
     * A sorter without records.
     *
     * @param keyLength longs that records are compared by
     * @param distinct whether of records with the same key one is enough
     */
    public RecordSorter(int keyLength, boolean distinct, SortSpace space) {
        this.keyLength = keyLength;
        this.distinct = distinct;
        this.space = space;
    }

    /** Adds a record of at least as many longs as its key has. */
    public void add(long... record) {
        add(record, record.length);
    }

    /** Adds the first {@code length} longs of {@code record}, which are copied. */
    public void add(long[] record, int length) {
        long needed = (long) (length + 1) * Long.BYTES + BYTES_BESIDE_RECORD;
        if (bytes + needed > space.memoryBytes() && !places.isEmpty()) {
            spill();
        }
        if (used + length + 1 > CHUNK) {
            chunks.add(new long[Math.max(CHUNK, length + 1)]);
            used = 0;
        }
        long[] chunk = chunks.getLast();
        places.add(((long) (chunks.size() - 1) << CHUNK_BITS) + used);
        chunk[used] = length;
        System.arraycopy(record, 0, chunk, used + 1, length);
        used = Math.min(CHUNK, used + length + 1);
        bytes += needed;
        count++;
    }

    /** Number of records that were added, equal ones included. */
    public long added() {
        return count;
    }

    /** Files that hold sorted runs now. */
    List<RunFile> runs() {
        return levels.stream().flatMap(List::stream).toList();
    }

    /** Reads all records in order; to be called as often as needed. Nothing may be added while they are read. */
    public RecordCursor cursor() {
        if (levels.isEmpty()) {
            return unrepeated(new InMemory(sorted()));
        }
        if (!places.isEmpty()) {
            spill();
        }
        return unrepeated(new MergedRuns(runs(), keyLength));
    }

    private RecordCursor unrepeated(RecordCursor cursor) {
        return distinct ? new DistinctRecords(cursor, keyLength) : cursor;
    }

    private void spill() {
        RunFile run = RunFile.write(space.folder(), unrepeated(new InMemory(sorted())));
        places.clear();
        chunks.clear();
        used = CHUNK;
        bytes = 0;
        keep(run, 0);
    }

    private void keep(RunFile run, int level) {
        if (levels.size() == level) {
            levels.add(new ArrayList<>());
        }
        List<RunFile> runs = levels.get(level);
        runs.add(run);
        if (runs.size() == MOST_RUNS) {
            RunFile merged = RunFile.write(space.folder(), unrepeated(new MergedRuns(runs, keyLength)));
            runs.forEach(RunFile::close);
            runs.clear();
            keep(merged, level + 1);
        }
    }

    private int[] sorted() {
        int size = places.size();
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        long[] first = new long[size];
        for (int i = 0; i < size; i++) {
            first[i] = value(i, 0);
        }
        LongArrays.radixSortIndirect(order, first, true);
        if (keyLength > 1) {
            for (int from = 0, to = 1; to <= size; to++) {
                if (to == size || first[order[to]] != first[order[from]]) {
                    if (to - from > 1) {
                        IntArrays.quickSort(order, from, to, this::compareRest);
                    }
                    from = to;
                }
            }
        }
        return order;
    }

    private int compareRest(int left, int right) {
        for (int i = 1; i < keyLength; i++) {
            int compared = Long.compare(value(left, i), value(right, i));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(left, right);
    }

    private long value(int record, int index) {
        long place = places.getLong(record);
        return chunks.get((int) (place >>> CHUNK_BITS))[(int) (place & CHUNK - 1) + 1 + index];
    }

    @Override
    public void close() {
        runs().forEach(RunFile::close);
        levels.clear();
        chunks.clear();
        places.clear();
    }

    private final class InMemory extends RecordCursor {
        private final int[] order;
        private int position;

        InMemory(int[] order) {
            this.order = order;
        }

        @Override
        public boolean next() {
            if (position == order.length) {
                return false;
            }
            long place = places.getLong(order[position++]);
            data = chunks.get((int) (place >>> CHUNK_BITS));
            at = (int) (place & CHUNK - 1) + 1;
            length = (int) data[at - 1];
            return true;
        }
    }
}
