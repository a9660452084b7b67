package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import java.util.List;
import java.util.Optional;

/**
 * What one step wrote beside a shard.
 *
 * @param clusters for a deduplicating step: the clusters of all shards together
 */
public record Layer(
        List<OperatorSpec> operators,
        Digest selection,
        Optional<Digest> features,
        Optional<Digest> overlay,
        Optional<Digest> clusters) {
    public Layer {
        operators = List.copyOf(operators);
    }
}
