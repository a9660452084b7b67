package dev.tandem.services.common;

import dev.tandem.core.store.StoreListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/** Requests to the object store, as metrics; {@code docs/observability.md} describes each. */
public final class StoreMetrics implements StoreListener {
    private static final String OPERATION = "operation";

    private final MeterRegistry registry;

    public StoreMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(Operation operation, long bytes, Duration took, Outcome outcome) {
        Timer.builder("tandem.store.request")
                .description("Time of a request to the object store, with its repetitions")
                .tags(OPERATION, name(operation), "outcome", name(outcome))
                .serviceLevelObjectives(
                        Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500),
                        Duration.ofSeconds(5))
                .register(registry)
                .record(took);
        Counter.builder("tandem.store.bytes")
                .description("Bytes of objects read from the object store, or written to it")
                .baseUnit("bytes")
                .tags(OPERATION, name(operation))
                .register(registry)
                .increment(bytes);
    }

    @Override
    public void retried() {
        Counter.builder("tandem.store.retries")
                .description("Requests that were sent again, as the object store was busy or did not answer")
                .register(registry)
                .increment();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
