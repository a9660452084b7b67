package dev.tandem.workflows;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.HashMap;
import java.util.Map;

/** Connections to the services; services at one address share one. */
public final class ServiceChannels implements AutoCloseable {
    private final Map<String, ManagedChannel> channels = new HashMap<>();
    private final Addresses addresses;

    /** {@code host:port} of each service. */
    public record Addresses(String ingestion, String filtering, String dedup, String synthesis, String publishing) {
        /** All services in one process. */
        public static Addresses all(String address) {
            return new Addresses(address, address, address, address, address);
        }
    }

    public ServiceChannels(Addresses addresses) {
        this.addresses = addresses;
    }

    Addresses addresses() {
        return addresses;
    }

    synchronized ManagedChannel channel(String address) {
        return channels.computeIfAbsent(
                address, target -> ManagedChannelBuilder.forTarget(target).usePlaintext().build());
    }

    @Override
    public synchronized void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
