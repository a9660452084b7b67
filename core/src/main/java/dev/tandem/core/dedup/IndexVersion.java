package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a deduplicator has seen in the runs so far: the signatures of all their samples, and the pairs of duplicates among them. It
 * never changes; a run that adds to it makes another version, and so does whoever removes samples.
 *
 * @param operator that signed
 * @param parents digests of the versions that this one was made from
 * @param signatures digest of the list of the keys of the signatures
 * @param pairs digest of the list of the keys of the pairs of duplicates; of an empty list where they have to be looked for again
 * @param shards number of signature files
 * @param origins where the signatures are from, the oldest first
 * @param removals what was removed since the index was begun, the oldest first
 * @param replaced digest of the {@link Replacements}; empty where nothing was removed
 */
public record IndexVersion(
        int format,
        String name,
        OperatorSpec operator,
        List<Digest> parents,
        Digest signatures,
        Digest pairs,
        int shards,
        List<Origin> origins,
        List<Removal> removals,
        Optional<Digest> replaced) {
    public static final int FORMAT = 1;

    public IndexVersion {
        parents = List.copyOf(parents);
        // Versions that were stored before have none.
        origins = origins == null ? List.of() : List.copyOf(origins);
        removals = removals == null ? List.of() : List.copyOf(removals);
        replaced = replaced == null ? Optional.empty() : replaced;
    }

    /**
     * A run that added to the index.
     *
     * @param dataset name of the data set that it published of these samples; empty for none
     * @param step of the run, whose shards are in the order of the signatures
     * @param signatures digest of the list of their keys, as {@link Digests}
     */
    public record Origin(String dataset, String run, int step, Digest signatures) {}

    /**
     * Samples that were removed together.
     *
     * @param at ISO 8601, UTC
     * @param by whoever asked
     * @param ids digest of the list of their ids, as {@link Digests}
     */
    public record Removal(String at, String by, int samples, Digest ids) {}

    /** A list that does not keep what it names: what stands in a plain list of keys is kept with all that it refers to. */
    public record Digests(List<Digest> digests) {
        public Digests {
            digests = List.copyOf(digests);
        }
    }
}
