package dev.tandem.core.operator;

import java.util.List;

/**
 * One measurable, selectable or generative step. Operators never see storage, gRPC or workflows; they are created once
 * per pass over a shard and used by one thread.
 */
public interface CurationOperator {

    /** Names of the models that the operator asks; their digests become part of the key of its results. */
    default List<String> models() {
        return List.of();
    }
}
