package dev.tandem.cli;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.score.KnownScores;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Tandem on this machine, started when it is needed. */
public interface LocalMode {
    /** Starts all parts, or finds the process that already runs them on the same data folder. */
    URI start();

    /** Whether {@link #start()} started the parts in this process: they last as long as it does. */
    boolean isOwner();

    /** Operators alone, those of one's own included, for work without the rest. */
    OperatorCatalog operators();

    /** The model server alone, for work without the rest. */
    Inference inference();

    /**
     * What runs on this machine have asked models before; empty where there were none.
     *
     * @param input digest of the input's manifest, asked for only where there were runs
     */
    default Optional<KnownScores> known(Supplier<Digest> input) {
        return Optional.empty();
    }

    /** Waits until the process is told to stop. */
    void await() throws InterruptedException;
}
