package dev.tandem.core.sort;

import java.nio.file.Path;

/**
 * Where records are sorted.
 *
 * @param memoryBytes most that one sorter holds in memory; what is beyond goes into files
 * @param folder for these files; it is made when it is first needed, and each sorter removes what it wrote
 */
public record SortSpace(long memoryBytes, Path folder) {
    /** Below this, sorting would be done in runs too short to be merged well. */
    public static final long LEAST_BYTES = 1L << 20;

    public SortSpace {
        if (memoryBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "Sorting needs at least " + LEAST_BYTES + " bytes of memory, found " + memoryBytes);
        }
    }

    /** So much memory, and the system's folder for temporary files. */
    public static SortSpace temporary(long memoryBytes) {
        return new SortSpace(memoryBytes, Path.of(System.getProperty("java.io.tmpdir"), "tandem"));
    }

    /** The same folder with one of so many shares of the memory, but never with less than is needed. */
    public SortSpace share(int shares) {
        return new SortSpace(Math.max(LEAST_BYTES, memoryBytes / shares), folder);
    }
}
