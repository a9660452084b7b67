package dev.tandem.core.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One question of an evaluation set.
 *
 * @param id names it in verdicts; unique in its set
 * @param query what a model is asked; may be empty
 * @param labels right answers; may be none
 * @param imageHashes perceptual hashes of its pictures, of 16 hexadecimal digits; left out of what is stored where there are none,
 *     so that the digests of sets without pictures stay what they were
 */
public record EvaluationItem(
        String id, String query, List<String> labels, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> imageHashes) {
    public EvaluationItem {
        labels = List.copyOf(labels);
        // Sets that were stored before there were pictures have none.
        imageHashes = imageHashes == null ? List.of() : List.copyOf(imageHashes);
    }

    /** An item without pictures. */
    public EvaluationItem(String id, String query, List<String> labels) {
        this(id, query, labels, List.of());
    }
}
