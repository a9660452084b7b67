package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Map;

/** Work on a run as a whole, over references. */
@ActivityInterface
public interface RunActivities {
    PlanOutline outline(Digest plan);

    /** Cuts the input into splits. */
    ShardList split(Digest plan, Digest input);

    /** Stores the keys of a range of shards. */
    Digest keep(List<Digest> keys);

    /** Makes one list of the lists of ranges. */
    Digest join(List<Digest> lists);

    /**
     * Fits something to all shards of a deduplicating step, and returns its key.
     *
     * @param observed digest of the list of the keys of what was observed of each
     */
    Digest fit(Digest plan, int step, Digest observed);

    /** Says in how many parts the duplicates of a step are looked for, and lists their keys. */
    ShardList parts(Digest plan, int step, Digest signatures);

    /** Clusters the duplicates of all shards of a step, whose parts are done as well, and returns the key of the clusters. */
    Digest cluster(Digest plan, int step, Digest inputs, Digest signatures);

    /** Merges the summaries of all shards of a step, and returns the key of what they say together. */
    Digest merge(Digest plan, int step, Digest inputs, Digest summaries);

    /** Pairs what all shards of a step offer, and returns the key of the pairing. */
    Digest pair(Digest plan, int step, Digest inputs, Digest offers);

    /**
     * Trains what a step judges its samples by.
     *
     * @param inputs digest of the list of the keys of all shards
     */
    TrainedStep train(Digest plan, int step, Digest inputs, String tenant);

    /**
     * Clusters the duplicates of all shards of a step, and returns the key of the clusters.
     *
     * @param pairs digest of the list of the keys of all parts
     */
    Digest clusterParts(Digest plan, int step, Digest inputs, Digest signatures, Digest pairs);

    /**
     * Adds what a step has compared to its index of duplicates, and returns the index's new version.
     *
     * @param views digest of the list of keys that the step left
     */
    Digest addToIndex(CurationRequest request, int step, Digest views);

    /**
     * Publishes the result of a step.
     *
     * @param views digests of the lists of keys, by step
     */
    DatasetRecord publish(CurationRequest request, String name, int step, Map<Integer, Digest> views);

    void record(RunRecord record);

    /** Writes the report and returns its object key. */
    String report(String run);
}
