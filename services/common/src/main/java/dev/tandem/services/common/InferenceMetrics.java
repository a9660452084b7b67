package dev.tandem.services.common;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.inference.InferenceListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the client of the model servers does, as metrics; {@code docs/observability.md} describes each. */
public final class InferenceMetrics implements InferenceListener {
    private static final String PREFIX = "tandem.inference.";
    private static final String MODEL = "model";
    private static final String ENDPOINT = "endpoint";

    private final MeterRegistry registry;
    private final Map<Key, AtomicLong> gauges = new ConcurrentHashMap<>();

    public InferenceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(String name, String model, String endpoint) {}

    @Override
    public void started(String model, String endpoint, int rows, long bytes) {
        gauge("in.flight.requests", "Requests under way", model, endpoint).incrementAndGet();
        gauge("in.flight.bytes", "Bytes of tensors in requests under way", model, endpoint).addAndGet(bytes);
    }

    @Override
    public void ended(String model, String endpoint, int rows, long bytes, Duration took, String outcome) {
        gauge("in.flight.requests", "Requests under way", model, endpoint).decrementAndGet();
        gauge("in.flight.bytes", "Bytes of tensors in requests under way", model, endpoint).addAndGet(-bytes);
        Timer.builder(PREFIX + "request")
                .description("Time from sending a request to its answer or failure")
                .tags(MODEL, model, ENDPOINT, endpoint, "outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2),
                        Duration.ofSeconds(10), Duration.ofSeconds(60))
                .register(registry)
                .record(took);
        DistributionSummary.builder(PREFIX + "batch.size")
                .description("Rows in a request")
                .tags(MODEL, model)
                .register(registry)
                .record(rows);
    }

    @Override
    public void scored(String model, long asked, long known) {
        scores(model, "asked").increment(asked);
        scores(model, "known").increment(known);
    }

    private Counter scores(String model, String source) {
        return Counter.builder(PREFIX + "scores")
                .description("Rows whose scores operators needed: asked of the model, or known from before")
                .tags(MODEL, model, "source", source)
                .register(registry);
    }

    @Override
    public void retried(String model, String reason) {
        Counter.builder(PREFIX + "retries")
                .description("Attempts that failed and were followed by another")
                .tags(MODEL, model, "reason", reason)
                .register(registry)
                .increment();
    }

    @Override
    public void failed(String model, ErrorCode code) {
        Counter.builder(PREFIX + "failures")
                .description("Calls of operators that ended with an error")
                .tags(MODEL, model, "code", code.name())
                .register(registry)
                .increment();
    }

    @Override
    public void health(String model, String endpoint, boolean healthy) {
        gauge("endpoint.healthy", "1 when the endpoint passed its last check, 0 when it is left aside", model, endpoint)
                .set(healthy ? 1 : 0);
    }

    private AtomicLong gauge(String name, String description, String model, String endpoint) {
        return gauges.computeIfAbsent(new Key(name, model, endpoint), key -> {
            AtomicLong value = new AtomicLong();
            Gauge.builder(PREFIX + name, value, AtomicLong::get)
                    .description(description)
                    .tags(MODEL, model, ENDPOINT, endpoint)
                    .register(registry);
            return value;
        });
    }
}
