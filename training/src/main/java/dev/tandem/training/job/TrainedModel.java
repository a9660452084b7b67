package dev.tandem.training.job;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entry for a model repository.
 *
 * @param files by their paths in the model's folder, the contract among them
 */
public record TrainedModel(String name, SortedMap<String, byte[]> files) {
    /** Path of what says how the model is asked. */
    public static final String CONTRACT = "contract.json";

    public TrainedModel {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public TrainedModel(String name, Map<String, byte[]> files) {
        this(name, new TreeMap<>(files));
    }
}
