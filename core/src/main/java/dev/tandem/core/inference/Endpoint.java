package dev.tandem.core.inference;

import io.grpc.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/** A model server, with the number of requests that are under way to it for any model. */
final class Endpoint {
    private final String address;
    private final Channel channel;
    private final int weight;
    private final AtomicInteger inFlight = new AtomicInteger();

    Endpoint(String address, Channel channel, int weight) {
        this.address = address;
        this.channel = channel;
        this.weight = weight;
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

    /** How busy it would be with one more request, measured by what it is to do. */
    double load() {
        return (inFlight.get() + 1.0) / weight;
    }
}
