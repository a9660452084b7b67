package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.ErrorType;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.run.RunRecord;
import java.time.Duration;

/**
 * Follows a run until it is finished. A gateway that does not answer, such as one that is being replaced, or that cannot reach
 * what it needs, is waited for: the run goes on without it.
 */
final class RunFollower {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final GatewayClient gateway;
    private final ProgressView view;
    private final Duration patience;
    private final Duration pause;
    private boolean silent;
    private long silentSince;

    /** @param patience how long a gateway may be silent */
    RunFollower(GatewayClient gateway, ProgressView view, Duration patience) {
        this(gateway, view, patience, BETWEEN_ATTEMPTS);
    }

    RunFollower(GatewayClient gateway, ProgressView view, Duration patience, Duration pause) {
        this.gateway = gateway;
        this.view = view;
        this.patience = patience;
        this.pause = pause;
    }

    /** Shows every change, and returns the finished run. */
    RunRecord follow(String run) {
        while (true) {
            try {
                boolean heard = gateway.listen(run, this::show);
                RunRecord now = gateway.status(run);
                if (now.status().finished()) {
                    answered();
                    return now;
                }
                if (!heard) {
                    throw new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "The gateway at " + gateway.base()
                            + " does not say how the run '" + run + "' goes on. Ask for it with './tandem status " + run + "'.");
                }
            } catch (TandemException e) {
                if (e.code().type() != ErrorType.EXTERNAL || !waits(run, e.code())) {
                    throw e;
                }
            }
        }
    }

    private void show(RunRecord run) {
        answered();
        view.show(run);
    }

    private void answered() {
        if (silent) {
            silent = false;
            view.note("tandem: the gateway answers again.");
        }
    }

    /** Waits a moment; false when it has been waited long enough. */
    private boolean waits(String run, ErrorCode reason) {
        long now = System.nanoTime();
        if (!silent) {
            silentSince = now;
        }
        if (now - silentSince >= patience.toNanos()) {
            return false;
        }
        if (!silent) {
            silent = true;
            String found = reason == ErrorCode.SERVICE_UNAVAILABLE ? "does not answer" : "answers with " + reason;
            view.note("tandem: the gateway at " + gateway.base() + " " + found + ". The run '" + run
                    + "' goes on without it; waiting for up to " + patience.toSeconds() + " s ...");
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted", e);
        }
    }
}
