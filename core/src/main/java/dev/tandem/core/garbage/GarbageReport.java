package dev.tandem.core.garbage;

import java.util.List;

/**
 * What a collection found.
 *
 * @param cutoff ISO 8601: only objects that are older were taken for garbage
 * @param deleted whether the garbage is gone
 * @param recentRuns runs that kept what they made
 * @param datasets versions of data sets that kept their files
 * @param kinds by the folder of the bucket
 */
public record GarbageReport(String cutoff, boolean deleted, long recentRuns, long datasets, List<Kind> kinds) {
    public GarbageReport {
        kinds = List.copyOf(kinds);
    }

    /**
     * The objects of one folder.
     *
     * @param kind such as {@code shards}
     * @param objects all that were found
     * @param bytes of all that were found
     */
    public record Kind(String kind, long objects, long bytes, long garbageObjects, long garbageBytes) {}

    public long garbageObjects() {
        return kinds.stream().mapToLong(Kind::garbageObjects).sum();
    }

    public long garbageBytes() {
        return kinds.stream().mapToLong(Kind::garbageBytes).sum();
    }
}
