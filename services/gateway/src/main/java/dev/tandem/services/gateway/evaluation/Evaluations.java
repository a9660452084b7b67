package dev.tandem.services.gateway.evaluation;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationFile;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationLeaf;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.evaluation.EvaluationRegistry.Named;
import dev.tandem.services.gateway.GatewayConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Evaluation sets, as people ask for them. */
@Singleton
public class Evaluations {
    static final int MOST_SHOWN = 1_000;

    private final EvaluationRegistry registry;
    private final EvaluationConfig config;

    Evaluations(ShardStore store, GatewayConfig gateway, EvaluationConfig config) {
        this.registry = new EvaluationRegistry(store.contents(), gateway.tenant());
        this.config = config;
    }

    /** A set and its first items. */
    public record Shown(Named set, List<EvaluationItem> items) {}

    /** Adds a version of a set. */
    Named add(String name, InputStream jsonl, EvaluationFile.Fields fields, Optional<EvaluationLeaf> leaf) throws IOException {
        byte[] bytes = jsonl.readNBytes(config.maxBytes());
        if (jsonl.read() >= 0) {
            throw new TandemException(ErrorCode.TOO_LARGE, "The evaluation set is larger than "
                    + config.maxBytes() + " bytes (tandem.gateway.eval-sets.max-bytes). Cut it into several sets.");
        }
        return add(name, bytes, fields, leaf);
    }

    /** One at a time, once it has arrived: a large set takes several times its size in memory. */
    private synchronized Named add(String name, byte[] jsonl, EvaluationFile.Fields fields, Optional<EvaluationLeaf> leaf) {
        return registry.add(name, EvaluationFile.read(jsonl, fields, leaf));
    }

    List<Named> list() {
        return registry.list();
    }

    Shown show(String name, int items) {
        if (items < 0 || items > MOST_SHOWN) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "From 0 to " + MOST_SHOWN + " items are shown, found " + items);
        }
        Named named = registry.named(name);
        return new Shown(named, items == 0 ? List.of() : registry.items(named, items));
    }
}
