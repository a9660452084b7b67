package dev.tandem.services.common;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.ShardView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What services do with shards, as metrics of this process; {@code docs/observability.md} describes each. */
final class ShardMetrics {
    private static final String SERVICE = "service";

    private ShardMetrics() {}

    /** A shard for which finished work was found, or which was worked on. */
    static void done(String service, ShardView view, boolean reused, Duration took) {
        MeterRegistry registry = Metrics.globalRegistry;
        Timer.builder("tandem.shard")
                .description("Time from a call for a shard to its result")
                .tags(SERVICE, service, "reused", String.valueOf(reused))
                .serviceLevelObjectives(
                        Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2),
                        Duration.ofSeconds(10), Duration.ofSeconds(60))
                .register(registry)
                .record(took);
        if (reused) {
            return;
        }
        Counts counts = view.counts();
        samples(registry, service, "in", counts.in());
        samples(registry, service, "made", counts.made());
        samples(registry, service, "kept", counts.kept());
        samples(registry, service, "dropped", counts.dropped());
        samples(registry, service, "merged", counts.merged());
        samples(registry, service, "failed", counts.failed());
        samples(registry, service, "consumed", counts.consumed());
        view.reasons().forEach((text, count) -> {
            String[] reason = text.split(": ", 2);
            Counter.builder("tandem.operator.samples.out")
                    .description("Samples that an operator took out")
                    .tags("operator", reason[0], "reason", reason[reason.length - 1])
                    .register(registry)
                    .increment(count);
        });
    }

    static void failed(String service, String code) {
        Counter.builder("tandem.call.failures")
                .description("Calls of services that ended with an error")
                .tags(SERVICE, service, "code", code)
                .register(Metrics.globalRegistry)
                .increment();
    }

    private static void samples(MeterRegistry registry, String service, String verdict, long count) {
        Counter.builder("tandem.samples")
                .description("Samples by what became of them")
                .tags(SERVICE, service, "verdict", verdict)
                .register(registry)
                .increment(count);
    }
}
