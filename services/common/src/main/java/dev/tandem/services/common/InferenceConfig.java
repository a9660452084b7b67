package dev.tandem.services.common;

import dev.tandem.core.inference.Growth;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.score.ScoreSharing;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The model servers, which speak the KServe v2 gRPC protocol, and how they are asked. */
@ConfigMapping(prefix = "tandem.inference")
public interface InferenceConfig {
    /**
     * {@code host:port} of a model server, or of several with commas between them: each request goes to the healthy one
     * with the fewest requests under way, for its weight where one has a weight ({@code host:port*2}). All have to serve the
     * same models. Without it inference is off, and operators
     * that ask a model fail with a clear error.
     */
    Optional<List<@WithConverter(TrimmedStringConverter.class) String>> endpoint();

    /**
     * Folder with models of yours, each in a folder of its name with its {@code contract.json} and the files that it names,
     * such as a tokenizer. Every process that runs operators needs the same ones. Without it there are the models that Tandem
     * comes with.
     */
    Optional<String> modelsFolder();

    /**
     * Who finds the scores that a run had computed, so that they are not computed again: {@code shared} for every run,
     * {@code tenant} for runs of the same tenant. {@code off}: scores are not stored, and every recipe asks for its own.
     */
    @WithDefault("shared")
    ScoreSharing scores();

    /**
     * Rows that models are asked for each tenant in a second, by this process; work beyond waits, and what is known counts
     * nothing. {@code 0}: as many as there are.
     */
    @WithDefault("0")
    int tenantRowsPerSecond();

    /** Longest wait for the answer to one request. It cannot be turned off. */
    @WithDefault("60s")
    Duration timeout();

    /**
     * Longest time that an operator waits for one batch of samples, all requests and retries included. Keep it below five
     * minutes, after which a silent activity is given up and started again. It cannot be turned off.
     */
    @WithDefault("4m")
    Duration callTimeout();

    /** Longest wait for each question about health and metadata. */
    @WithDefault("5s")
    Duration probeTimeout();

    /**
     * A request that takes longer makes the next ones smaller, a quicker one larger, up to the model's {@code max_batch};
     * scores do not depend on it. {@code 0} turns this off: every request is as large as the contract allows.
     */
    @WithDefault("2s")
    Duration latencyTarget();

    /** How often a request is sent at most, if servers do not answer or have too much to do; {@code 1} turns retries off. */
    @WithDefault("4")
    int attempts();

    /** A random time up to this is waited before the second attempt, and twice as long before each further one. */
    @WithDefault("200ms")
    Duration backoff();

    /** No wait between attempts is longer. */
    @WithDefault("10s")
    Duration maxBackoff();

    /** How long a server that failed is left aside before it is probed, twice as long after each further failure in a row. */
    @WithDefault("1s")
    Duration rest();

    /** No server is left aside for longer before it is probed; work goes on that long after a server is back, and a moment more. */
    @WithDefault("4s")
    Duration maxRest();

    /** Requests that this process has under way at a time, over all servers; work beyond waits. It cannot be turned off. */
    @WithDefault("16")
    int maxInFlightRequests();

    /**
     * Bytes of tensors in the requests that this process has under way at a time; work beyond waits. A request takes at most
     * its share of them, this divided by {@code max-in-flight-requests}. It cannot be turned off.
     */
    @WithDefault("64M")
    MemorySize maxInFlightBytes();

    /**
     * A request that takes longer than this is sent to another server as well, if one is healthy and the limits leave room, and
     * the first answer is used: for servers that are slow now and then. {@code 0} turns this off.
     */
    @WithDefault("0")
    Duration hedgeAfter();

    /** The same for the client, which knows no configuration. */
    default InferenceSettings settings() {
        return new InferenceSettings(
                timeout(),
                callTimeout(),
                probeTimeout(),
                latencyTarget(),
                attempts(),
                new Growth(backoff(), maxBackoff()),
                new Growth(rest(), maxRest()),
                maxInFlightRequests(),
                Math.toIntExact(maxInFlightBytes().asLongValue()),
                hedgeAfter());
    }
}
