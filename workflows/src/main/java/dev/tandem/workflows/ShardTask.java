package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import java.util.Optional;

/**
 * Work on one shard, or on one part of what is found over all shards.
 *
 * @param input digest of the input's manifest
 * @param list what the shard is taken from: the splits, or the keys of the step that comes in; for {@link Work#BUCKET} the keys
 *     of the parts, for {@link Work#PLACE} those of what was observed of the shards
 * @param index position in that list
 * @param clusters for {@link Work#SELECT}: key of the clusters; for {@link Work#JUDGE} by all samples: key of what they say together;
 *     for {@link Work#PLACE}: key of what was fitted to them; for {@link Work#HAND_OVER}, and for {@link Work#CREATE} of pairs: key of
 *     the pairing; for {@link Work#SCORE}: key of what was trained. The name stands in the histories of runs.
 * @param signatures for {@link Work#BUCKET}: the list of the keys of the shards' signatures
 * @param tenant whose run it is, where models may be asked
 */
public record ShardTask(
        Work work,
        Digest plan,
        int step,
        Digest input,
        Digest list,
        int index,
        Optional<Digest> clusters,
        Optional<Digest> signatures,
        Optional<String> tenant) {

    /** What is done with the shard. */
    public enum Work {
        READ,
        PASS,
        SIGN,
        PLACE,
        BUCKET,
        SELECT,
        SUMMARIZE,
        JUDGE,
        SCORE,
        OFFER,
        HAND_OVER,
        CREATE;

        /** Whether samples are counted: others only prepare. */
        boolean isCounted() {
            return switch (this) {
                case READ, PASS, SELECT, JUDGE, SCORE, CREATE -> true;
                case SIGN, PLACE, BUCKET, SUMMARIZE, OFFER, HAND_OVER -> false;
            };
        }
    }

    ShardTask at(int position) {
        return new ShardTask(work, plan, step, input, list, position, clusters, signatures, tenant);
    }
}
