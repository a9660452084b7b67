package dev.tandem.core.diff;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What two versions of data sets differ in.
 *
 * @param made what made them differently: the recipe's name, the input, operators, their versions and parameters, models
 * @param steps how the samples came to be, step by step
 */
public record DatasetDiff(Version a, Version b, List<Difference> made, List<StepDiff> steps, SampleDiff samples) {

    /** A version of a data set. */
    public record Version(String name, Digest version, String recipe, long samples) {}

    /**
     * Something that differs.
     *
     * @param what such as {@code pages.text_length.min_len}
     * @param a in the first version; empty where it has nothing of the kind
     * @param b in the second
     */
    public record Difference(String what, Optional<String> a, Optional<String> b) {}

    /**
     * A step on the way to the data sets.
     *
     * @param operators labels, in order
     * @param a counts in the first version; empty where it has no such step
     * @param reasons that took another number of samples out
     */
    public record StepDiff(
            String stage, List<String> operators, Optional<Counts> a, Optional<Counts> b, List<ReasonDiff> reasons) {}

    /** How many samples a reason took out, as {@code operator: reason}. */
    public record ReasonDiff(String reason, long a, long b) {}

    /**
     * Which samples are in the versions.
     *
     * @param same in both, with the same content
     * @param otherContent in both, with other content
     * @param examples some of those that are not the same, by kind and id
     */
    public record SampleDiff(long onlyA, long onlyB, long otherContent, long same, List<Example> examples) {}

    /** Where a sample is. */
    public enum Place {
        ONLY_A,
        ONLY_B,
        OTHER_CONTENT
    }

    /** A sample that is not the same in both. */
    public record Example(Place place, String sample, String source) {}
}
