package dev.tandem.workflows;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the services; services at one address share one. Calls are spread over all processes that the name of a
 * service stands for, and the name is looked up anew now and then, so that new processes get their part.
 */
public final class ServiceChannels implements AutoCloseable {
    /** Connections that work are never looked up again by themselves. */
    private static final Duration LOOK_UP = Duration.ofSeconds(30);

    private final Map<String, ManagedChannel> channels = new HashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("service-names").factory());
    private final Addresses addresses;

    /** {@code host:port} of each service. */
    public record Addresses(String ingestion, String filtering, String dedup, String synthesis, String publishing) {
        /** All services in one process. */
        public static Addresses all(String address) {
            return new Addresses(address, address, address, address, address);
        }
    }

    public ServiceChannels(Addresses addresses) {
        this(addresses, LOOK_UP);
    }

    ServiceChannels(Addresses addresses, Duration lookUp) {
        this.addresses = addresses;
        timer.scheduleWithFixedDelay(this::lookUpAgain, lookUp.toMillis(), lookUp.toMillis(), TimeUnit.MILLISECONDS);
    }

    Addresses addresses() {
        return addresses;
    }

    synchronized ManagedChannel channel(String address) {
        return channels.computeIfAbsent(
                address,
                target -> ManagedChannelBuilder.forTarget(target)
                        .usePlaintext()
                        .defaultLoadBalancingPolicy("round_robin")
                        .build());
    }

    /** Calls in work go on on their old connections; the next one looks the name up. */
    private synchronized void lookUpAgain() {
        channels.values().forEach(ManagedChannel::enterIdle);
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
