package dev.tandem.workflows;

import dev.tandem.core.rpc.CallOrigin;
import dev.tandem.core.trace.Spans;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
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
    private final Map<String, Metadata> headers;

    /** {@code host:port} of each service. */
    public record Addresses(
            String ingestion, String filtering, String dedup, String synthesis, String publishing, String training) {
        /** All services in one process. */
        public static Addresses all(String address) {
            return new Addresses(address, address, address, address, address, address);
        }
    }

    /** @param headers what calls to an address carry beside their message */
    public ServiceChannels(Addresses addresses, Map<String, Metadata> headers) {
        this(addresses, headers, LOOK_UP);
    }

    ServiceChannels(Addresses addresses, Map<String, Metadata> headers, Duration lookUp) {
        this.addresses = addresses;
        this.headers = Map.copyOf(headers);
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
                        .intercept(
                                Spans.calls(),
                                new CallOrigin.Sender(),
                                MetadataUtils.newAttachHeadersInterceptor(headers.getOrDefault(target, new Metadata())))
                        .defaultLoadBalancingPolicy("round_robin")
                        // A machine that is gone says nothing; a call to it is not left waiting.
                        .keepAliveTime(30, TimeUnit.SECONDS)
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
