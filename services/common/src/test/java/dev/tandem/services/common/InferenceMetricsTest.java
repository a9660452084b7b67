package dev.tandem.services.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.inference.InferenceListener;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InferenceMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InferenceMetrics metrics = new InferenceMetrics(registry);

    @Test
    void whatIsUnderWayIsCountedUntilItEnds() {
        metrics.started("minilm", "a:8001", 8, 100);
        metrics.started("minilm", "a:8001", 4, 50);
        metrics.ended("minilm", "a:8001", 8, 100, Duration.ofMillis(30), InferenceListener.OK);
        assertThat(scraped()).contains(
                "tandem_inference_in_flight_requests{endpoint=\"a:8001\",model=\"minilm\"} 1.0",
                "tandem_inference_in_flight_bytes{endpoint=\"a:8001\",model=\"minilm\"} 50.0",
                "tandem_inference_request_seconds_count{endpoint=\"a:8001\",model=\"minilm\",outcome=\"OK\"} 1.0",
                "tandem_inference_batch_size_sum{model=\"minilm\"} 8.0");
    }

    @Test
    void retriesFailuresAndHealthAreTold() {
        metrics.retried("minilm", "UNAVAILABLE");
        metrics.retried("minilm", "UNAVAILABLE");
        metrics.failed("minilm", ErrorCode.MODEL_UNAVAILABLE);
        metrics.health("minilm", "a:8001", true);
        metrics.health("minilm", "b:8001", false);
        assertThat(scraped()).contains(
                "tandem_inference_retries_total{model=\"minilm\",reason=\"UNAVAILABLE\"} 2.0",
                "tandem_inference_failures_total{code=\"MODEL_UNAVAILABLE\",model=\"minilm\"} 1.0",
                "tandem_inference_endpoint_healthy{endpoint=\"a:8001\",model=\"minilm\"} 1.0",
                "tandem_inference_endpoint_healthy{endpoint=\"b:8001\",model=\"minilm\"} 0.0");
    }

    @Test
    void everyMetricIsDescribedInTheDocumentation() throws Exception {
        whatIsUnderWayIsCountedUntilItEnds();
        retriesFailuresAndHealthAreTold();
        String documentation = Files.readString(Path.of("../../docs/observability.md"));
        assertThat(ScrapedNames.of(registry)).isNotEmpty().allSatisfy(name -> assertThat(documentation).contains("`" + name));
    }

    /** What Prometheus gets, without the comma that may follow the last label. */
    private String scraped() {
        return registry.scrape().replace(",}", "}");
    }
}
