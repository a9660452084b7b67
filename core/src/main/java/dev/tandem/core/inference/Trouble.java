package dev.tandem.core.inference;

import io.grpc.Status;

/** What a failed attempt says about the server, and so what is done next. */
enum Trouble {
    /** The server does not serve the model as its contract says; another attempt would fail as well. */
    CONTRACT,
    /** The server has too much to do: a smaller batch, later. */
    BUSY,
    /** The server did not answer in time: a smaller batch, and another server if there is one. */
    SLOW,
    /** The server is not there or does not work: another one if there is one. */
    DOWN;

    static Trouble of(Status status) {
        return switch (status.getCode()) {
            case NOT_FOUND, INVALID_ARGUMENT, UNIMPLEMENTED, OUT_OF_RANGE, FAILED_PRECONDITION -> CONTRACT;
            case RESOURCE_EXHAUSTED -> BUSY;
            case DEADLINE_EXCEEDED -> SLOW;
            default -> DOWN;
        };
    }

    boolean asksForSmallerBatches() {
        return this == BUSY || this == SLOW;
    }

    boolean putsAside() {
        return this == SLOW || this == DOWN;
    }
}
