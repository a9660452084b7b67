package dev.tandem.core.inference;

import java.time.Duration;

/**
 * How a {@link KServeInference} treats its servers.
 *
 * @param requestTimeout longest wait for the answer to one request
 * @param callTimeout longest time of one {@link Inference#infer}, all its requests, waiting and retries included
 * @param probeTimeout longest wait for each question about health and metadata
 * @param latencyTarget a request that took longer makes the next batches smaller, a quicker one larger; zero turns this
 *     off, and every batch is as large as the model's contract allows
 * @param attempts of one request, at least 1; 1 turns retries off
 * @param backoff between attempts, of which a random part is waited
 * @param rest how long an endpoint that failed is left aside
 * @param inFlightRequests requests that are under way at a time, over all endpoints; callers beyond wait
 * @param inFlightBytes bytes of tensors in requests that are under way at a time; callers beyond wait. One request takes at
 *     most its share, {@code inFlightBytes / inFlightRequests}; a single row that is larger goes alone
 * @param hedgeAfter a request that takes longer is sent to another server as well, if there is one and room; zero turns this off
 */
public record InferenceSettings(
        Duration requestTimeout,
        Duration callTimeout,
        Duration probeTimeout,
        Duration latencyTarget,
        int attempts,
        Growth backoff,
        Growth rest,
        int inFlightRequests,
        int inFlightBytes,
        Duration hedgeAfter) {

    /** What holds where nothing is configured. */
    public static final InferenceSettings DEFAULT = new InferenceSettings(
            Duration.ofSeconds(60),
            // Shorter than the five minutes after which a silent activity is given up.
            Duration.ofMinutes(4),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            4,
            new Growth(Duration.ofMillis(200), Duration.ofSeconds(10)),
            new Growth(Duration.ofSeconds(1), Duration.ofSeconds(4)),
            16,
            64 << 20);

    /** Without hedging. */
    public InferenceSettings(
            Duration requestTimeout,
            Duration callTimeout,
            Duration probeTimeout,
            Duration latencyTarget,
            int attempts,
            Growth backoff,
            Growth rest,
            int inFlightRequests,
            int inFlightBytes) {
        this(
                requestTimeout, callTimeout, probeTimeout, latencyTarget, attempts, backoff, rest, inFlightRequests, inFlightBytes,
                Duration.ZERO);
    }

    public InferenceSettings {
        require(!hedgeAfter.isNegative(), "time before hedging", hedgeAfter);
        require(requestTimeout.isPositive(), "request timeout", requestTimeout);
        require(callTimeout.isPositive(), "call timeout", callTimeout);
        require(probeTimeout.isPositive(), "probe timeout", probeTimeout);
        require(!latencyTarget.isNegative(), "latency target", latencyTarget);
        require(attempts >= 1, "attempts", attempts);
        require(inFlightRequests >= 1, "requests in flight", inFlightRequests);
        require(inFlightBytes >= inFlightRequests, "bytes in flight", inFlightBytes);
    }

    /** Bytes of tensors that one request may hold, unless a single row is larger. */
    int requestBytes() {
        return inFlightBytes / inFlightRequests;
    }

    private static void require(boolean valid, String setting, Object found) {
        if (!valid) {
            throw new IllegalArgumentException("The setting '" + setting + "' of inference is too small: " + found);
        }
    }
}
