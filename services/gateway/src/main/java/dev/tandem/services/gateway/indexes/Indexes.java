package dev.tandem.services.gateway.indexes;

import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.duplicates.DuplicateIndexes;
import dev.tandem.core.duplicates.DuplicateIndexes.Removed;
import dev.tandem.core.duplicates.DuplicateIndexes.Takedown;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.services.common.Operators;
import dev.tandem.services.gateway.GatewayConfig;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Indexes of duplicates, as people ask for them. */
@Singleton
public class Indexes {
    /** Samples of one removal. */
    static final int MOST_IDS = 10_000;

    private final DuplicateIndexes indexes;
    private final Operators operators;
    private final GatewayConfig config;

    Indexes(ShardStore store, Operators operators, GatewayConfig config) {
        this.indexes = new DuplicateIndexes(store.contents());
        this.operators = operators;
        this.config = config;
    }

    /** The indexes by name, each with its newest version. */
    Map<String, IndexVersion> list() {
        return indexes.list(config.tenant());
    }

    /**
     * Removes samples, one removal at a time: each reads all that identifies the samples of the index.
     *
     * @param by whoever asks
     */
    synchronized Removed remove(String name, List<String> ids, String by) {
        if (ids.isEmpty() || ids.size() > MOST_IDS) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "From 1 to " + MOST_IDS + " samples are removed at once, found " + ids.size());
        }
        Set<Digest> samples = new TreeSet<>();
        ids.forEach(id -> samples.add(digest(id)));
        try {
            return indexes.remove(
                    config.tenant(),
                    name,
                    new Takedown(samples, by, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()),
                    spec -> operators.create(spec, Deduplicator.class),
                    Progress.SILENT);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Not the name of an index: " + e.getMessage(), e);
        }
    }

    private static Digest digest(String id) {
        try {
            return new Digest(id);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + id + "' is not the id of a sample: " + e.getMessage(), e);
        }
    }
}
