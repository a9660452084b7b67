package dev.tandem.core.rpc;

import dev.tandem.core.engine.Counts;

/** Counts as they travel between the workers and the services. */
public final class CountMessages {
    private CountMessages() {}

    public static dev.tandem.proto.common.v1.Counts message(Counts counts) {
        return dev.tandem.proto.common.v1.Counts.newBuilder()
                .setIn(counts.in())
                .setMade(counts.made())
                .setKept(counts.kept())
                .setDropped(counts.dropped())
                .setMerged(counts.merged())
                .setFailed(counts.failed())
                .setConsumed(counts.consumed())
                .build();
    }

    public static Counts counts(dev.tandem.proto.common.v1.Counts message) {
        return new Counts(
                message.getIn(),
                message.getMade(),
                message.getKept(),
                message.getDropped(),
                message.getMerged(),
                message.getFailed(),
                message.getConsumed());
    }
}
