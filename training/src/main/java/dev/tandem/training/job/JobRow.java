package dev.tandem.training.job;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a pair beside its vectors.
 *
 * @param id of the sample
 * @param attributes such as its source or topic: what labels and slices are taken from
 */
public record JobRow(String id, SortedMap<String, String> attributes) {
    public JobRow {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    public JobRow(String id, Map<String, String> attributes) {
        this(id, new TreeMap<>(attributes));
    }
}
