package dev.tandem.core.explain;

import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole chain of one sample in one run.
 *
 * @param text the start of its text, after mappers
 * @param failure why it could not be read
 * @param parents what it was made from
 * @param verdicts of every operator that saw it, in order
 * @param made what was made from it
 * @param datasets names of the published data sets that it is in
 */
public record Explanation(
        String run,
        Digest sample,
        String source,
        String stage,
        Map<String, String> metadata,
        String text,
        Optional<String> failure,
        List<Relative> parents,
        List<Verdict> verdicts,
        List<Relative> made,
        List<String> datasets) {

    /** A sample that this one was made from, or that was made from it. */
    public record Relative(Digest sample, String source, String stage) {}

    /** How a step ended for the sample. */
    public enum Outcome {
        KEPT,
        DROPPED,
        MERGED,
        FAILED,
        /** The operator would have dropped it, but an earlier one of its step already had. */
        ALSO_AGAINST
    }

    /**
     * What one operator said.
     *
     * @param code digest of the file that brought the operator; empty for those that Tandem comes with
     * @param parameters thresholds and settings, defaults included
     * @param values measured
     */
    public record Verdict(
            String stage,
            String operator,
            Optional<Digest> code,
            Outcome outcome,
            Optional<String> reason,
            Map<String, Object> values,
            Map<String, String> parameters) {}
}
