package dev.tandem.core.sort;

import java.util.Arrays;

/** Walks over records of longs. What it shows is valid until the next step. */
public abstract class RecordCursor implements AutoCloseable {
    protected long[] data;
    protected int at;
    protected int length;

    /** Goes to the next record; false when there is none. */
    public abstract boolean next();

    public long value(int index) {
        return data[at + index];
    }

    /** Number of longs of the record. */
    public int length() {
        return length;
    }

    /** The longs from {@code index} to the end of the record, as an array of the caller's own. */
    public long[] from(int index) {
        return Arrays.copyOfRange(data, at + index, at + length);
    }

    @Override
    public void close() {}
}
