package dev.tandem.core.inference;

/**
 * Whether an endpoint may be asked for a model. It starts as one that has to be probed; who fails is left aside for a time
 * that grows with the failures in a row, and is then probed again. Only an answered request ends the row: a server can look
 * healthy while its model hangs. Not thread-safe: the pool's lock guards it. Times are those of {@link System#nanoTime}.
 */
final class EndpointHealth {
    private final Growth rest;
    private State state = State.DUE;
    private long restsUntil;
    private int failures;
    private long probes;

    private enum State {
        DUE,
        PROBED,
        USABLE,
        RESTING
    }

    EndpointHealth(Growth rest) {
        this.rest = rest;
    }

    boolean usable() {
        return state == State.USABLE;
    }

    /** Whether it has to be probed now. */
    boolean due(long now) {
        return state == State.DUE || state == State.RESTING && now - restsUntil >= 0;
    }

    /** How long until it has to be probed; {@link Long#MAX_VALUE} while that does not depend on time. */
    long nanosUntilDue(long now) {
        return state == State.RESTING ? Math.max(0, restsUntil - now) : Long.MAX_VALUE;
    }

    /** Probes that have failed, ever. */
    long failedProbes() {
        return probes;
    }

    void probing() {
        state = State.PROBED;
    }

    void probeSucceeded() {
        state = State.USABLE;
    }

    void probeFailed(long now) {
        probes++;
        rest(now);
    }

    /** Has to be probed by whoever comes next, without a rest. */
    void askAnew() {
        state = State.DUE;
    }

    void requestSucceeded() {
        failures = 0;
    }

    /** @return whether it was usable until now; of several requests that fail together, the first counts */
    boolean requestFailed(long now) {
        boolean first = usable();
        if (first) {
            rest(now);
        }
        return first;
    }

    private void rest(long now) {
        failures++;
        state = State.RESTING;
        restsUntil = now + rest.after(failures).toNanos();
    }
}
