package dev.tandem.workflows;

import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.model.Digest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an experiment executes.
 *
 * @param name of this execution
 * @param file name of the experiment's file, for messages
 * @param runs the run of each recipe on each pool, by {@code pool/recipe}
 * @param before version that the data set's name pointed to when this was submitted
 */
public record ExperimentRequest(
        String name, String tenant, String file, Experiment experiment, SortedMap<String, Curated> runs, Optional<Digest> before) {

    public ExperimentRequest {
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
    }

    /**
     * A run of a recipe.
     *
     * @param step whose result is trained on, and published if it wins
     */
    public record Curated(CurationRequest request, int step) {}
}
