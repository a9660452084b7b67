package dev.tandem.core.experiment;

import dev.tandem.core.model.Digest;
import java.util.SortedMap;

/**
 * What a training of an experiment made, at its key.
 *
 * @param job key of the trainer's job
 * @param metrics by name
 * @param slices by field, then by its value
 * @param models digests of the files, by model and path
 * @param log digest of the end of what the trainer printed
 */
public record CellResult(
        int format,
        Digest key,
        Digest job,
        SortedMap<String, Double> metrics,
        SortedMap<String, SortedMap<String, SliceValue>> slices,
        int trainingRows,
        int heldOutRows,
        SortedMap<String, SortedMap<String, Digest>> models,
        Digest log) {
    public static final int FORMAT = 1;

    /** Of the rows of a slice, with the 95% interval over those rows. */
    public record SliceValue(double value, double low, double high) {}
}
