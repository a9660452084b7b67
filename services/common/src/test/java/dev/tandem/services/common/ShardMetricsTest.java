package dev.tandem.services.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.StoreListener;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardMetricsTest {
    private static final Digest DIGEST = Digest.of("any".getBytes(StandardCharsets.UTF_8));
    private static final ShardView VIEW = new ShardView(
            ShardView.FORMAT, DIGEST, List.of(), DIGEST, 10, List.of(), List.of(),
            new Counts(10, 0, 6, 3, 0, 1, 0), Map.of("words: num_words < min_num", 3L, "words: MALFORMED_ROW", 1L), Map.of());

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @BeforeEach
    void listen() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void leave() {
        Metrics.removeRegistry(registry);
        registry.close();
    }

    @Test
    void samplesAreCountedOnceHoweverOftenTheirShardIsFound() {
        ShardMetrics.done("counted", VIEW, false, Duration.ofMillis(30));
        ShardMetrics.done("counted", VIEW, true, Duration.ofMillis(1));
        assertThat(registry.scrape().replace(",}", "}")).contains(
                "tandem_samples_total{service=\"counted\",verdict=\"in\"} 10.0",
                "tandem_samples_total{service=\"counted\",verdict=\"kept\"} 6.0",
                "tandem_samples_total{service=\"counted\",verdict=\"dropped\"} 3.0",
                "tandem_samples_total{service=\"counted\",verdict=\"failed\"} 1.0",
                "tandem_operator_samples_out_total{operator=\"words\",reason=\"num_words < min_num\"} 3.0",
                "tandem_operator_samples_out_total{operator=\"words\",reason=\"MALFORMED_ROW\"} 1.0",
                "tandem_shard_seconds_count{reused=\"true\",service=\"counted\"} 1.0",
                "tandem_shard_seconds_count{reused=\"false\",service=\"counted\"} 1.0");
    }

    @Test
    void everyMetricIsDescribedInTheDocumentation() throws Exception {
        ShardMetrics.done("described", VIEW, false, Duration.ofMillis(30));
        ShardMetrics.failed("described", "STORE_UNAVAILABLE");
        StoreMetrics store = new StoreMetrics(registry);
        store.ended(StoreListener.Operation.PUT, 5, Duration.ofMillis(3), StoreListener.Outcome.OK);
        store.retried();
        String documentation = Files.readString(Path.of("../../docs/observability.md"));
        assertThat(ScrapedNames.of(registry)).hasSizeGreaterThan(6).allSatisfy(name -> assertThat(documentation).contains("`" + name));
    }
}
