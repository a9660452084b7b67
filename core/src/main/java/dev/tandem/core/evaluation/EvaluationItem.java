package dev.tandem.core.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One question of an evaluation set.
 *
 * @param id names it in verdicts; unique in its set
 * @param query what a model is asked; may be empty
 * @param labels right answers; may be none
 * @param slices which part of the set it belongs to, by field, such as its source or the kind of its picture
 * @param imageHashes perceptual hashes of its pictures, of 16 hexadecimal digits; left out of what is stored where there are none,
 *     so that the digests of sets without pictures stay what they were
 */
public record EvaluationItem(
        String id,
        String query,
        List<String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, String> slices,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> imageHashes) {

    public EvaluationItem {
        labels = List.copyOf(labels);
        // Sets that were stored before there were slices or pictures have none.
        slices = slices == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(slices));
        imageHashes = imageHashes == null ? List.of() : List.copyOf(imageHashes);
    }

    /** Of no slice, and without pictures. */
    public EvaluationItem(String id, String query, List<String> labels) {
        this(id, query, labels, Collections.emptySortedMap(), List.of());
    }

    /** Of no slice. */
    public EvaluationItem(String id, String query, List<String> labels, List<String> imageHashes) {
        this(id, query, labels, Collections.emptySortedMap(), imageHashes);
    }

    /** Without pictures. */
    public EvaluationItem(String id, String query, List<String> labels, Map<String, String> slices) {
        this(id, query, labels, new TreeMap<>(slices), List.of());
    }
}
