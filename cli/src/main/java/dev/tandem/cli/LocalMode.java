package dev.tandem.cli;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.store.ObjectStore;
import java.net.URI;
import java.util.Optional;

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

    /** What runs on this machine have stored, only to be read; empty where there were none. */
    default Optional<ObjectStore> stored() {
        return Optional.empty();
    }

    /** Waits until the process is told to stop. */
    void await() throws InterruptedException;
}
