package dev.tandem.core.publish;

import dev.tandem.core.dedup.DuplicateQuality;
import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A data set version. Its digest is the version's name: it depends on the samples and on what made them, not on how the
 * work was cut, where it ran or when.
 *
 * @param sampleDigest SHA-256 over the sorted lines {@code <id> <content digest>}
 * @param input digest of the input's manifest
 * @param history what made the samples: from the reader to the last operator, with counts
 * @param models digests of the models that were asked, by name
 * @param lineage of what a round of data and model made
 * @param written what the texts took that models wrote, by prompt, as {@code <id>@<version>}
 */
public record DatasetManifest(
        int format,
        String name,
        String recipe,
        long samples,
        Digest sampleDigest,
        Digest input,
        List<StepHistory> history,
        Map<String, Digest> models,
        List<PublishedFile> files,
        Optional<Lineage> lineage,
        Optional<SortedMap<String, Written>> written) {
    public static final int FORMAT = 1;

    public DatasetManifest {
        // What a recipe alone made has none.
        lineage = lineage == null ? Optional.empty() : lineage;
        // What no model wrote has none, nor what was published before this was told.
        written = written == null ? Optional.empty() : written;
    }

    /**
     * What texts took: all answers that were asked for, those too that were refused before one stood.
     *
     * @param readTokens as servers told; 0 where they did not
     * @param writtenTokens as servers told; 0 where they did not
     */
    public record Written(long texts, long calls, long readTokens, long writtenTokens) {
        Written plus(Written other) {
            return new Written(
                    texts + other.texts, calls + other.calls, readTokens + other.readTokens, writtenTokens + other.writtenTokens);
        }
    }

    /**
     * Of what a round of data and model made.
     *
     * @param actor who decided what is kept
     * @param round from 1
     * @param result key of what the round made
     * @param towers versions of the models that were trained on these samples, by name
     * @param parent version of the round before
     */
    public record Lineage(String actor, int round, Digest result, Map<String, Digest> towers, Optional<Digest> parent) {}

    /**
     * One step on the way to the data set.
     *
     * @param reasons how often each reason took a sample out, as {@code operator: reason}
     * @param duplicates precision and recall of a step that removed duplicates, estimated
     * @param refused items that a creating step made and refused, by reason
     */
    public record StepHistory(
            String stage,
            List<OperatorSpec> operators,
            Counts counts,
            Map<String, Long> reasons,
            Optional<DuplicateQuality> duplicates,
            Optional<SortedMap<String, Long>> refused) {
        public StepHistory {
            // Versions that were published before this was told have none.
            duplicates = duplicates == null ? Optional.empty() : duplicates;
            refused = refused == null ? Optional.empty() : refused;
        }

        /** A step that refused nothing. */
        public StepHistory(
                String stage,
                List<OperatorSpec> operators,
                Counts counts,
                Map<String, Long> reasons,
                Optional<DuplicateQuality> duplicates) {
            this(stage, operators, counts, reasons, duplicates, Optional.empty());
        }
    }
}
