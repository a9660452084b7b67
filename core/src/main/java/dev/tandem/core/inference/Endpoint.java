package dev.tandem.core.inference;

import io.grpc.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/** A model server, with the number of requests that are under way to it for any model. */
final class Endpoint {
    private final String address;
    private final Channel channel;
    private final AtomicInteger inFlight = new AtomicInteger();

    Endpoint(String address, Channel channel) {
        this.address = address;
        this.channel = channel;
    }

    String address() {
        return address;
    }

    Channel channel() {
        return channel;
    }

    AtomicInteger inFlight() {
        return inFlight;
    }
}
