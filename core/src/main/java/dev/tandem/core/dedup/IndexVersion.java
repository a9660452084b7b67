package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import java.util.List;

/**
 * What a deduplicator has seen in the runs so far: the signatures of all their samples, and the pairs of duplicates among them. It
 * never changes; a run that adds to it makes another version.
 *
 * @param operator that signed
 * @param parents digests of the versions that this one was made from
 * @param signatures digest of the list of the keys of the signatures
 * @param pairs digest of the list of the keys of the pairs of duplicates; of an empty list where they have to be looked for again
 * @param shards number of signature files
 */
public record IndexVersion(
        int format, String name, OperatorSpec operator, List<Digest> parents, Digest signatures, Digest pairs, int shards) {
    public static final int FORMAT = 1;

    public IndexVersion {
        parents = List.copyOf(parents);
    }
}
