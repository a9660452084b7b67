package dev.tandem.cli;

import dev.tandem.core.inference.Inference;
import dev.tandem.core.operator.OperatorCatalog;
import java.net.URI;

/** A local mode that has operators and starts nothing. */
record OperatorsOnly(OperatorCatalog operators) implements LocalMode {
    @Override
    public URI start() {
        throw new AssertionError("nothing is started");
    }

    @Override
    public boolean isOwner() {
        return false;
    }

    @Override
    public Inference inference() {
        return Inference.none();
    }

    @Override
    public void await() {}
}
