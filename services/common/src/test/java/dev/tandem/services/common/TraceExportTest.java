package dev.tandem.services.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceExportTest {
    private static final String DISABLED = "quarkus.otel.sdk.disabled";

    @Test
    void nothingIsTracedUnlessACollectorIsNamed() {
        assertThat(new TraceExport(Map.of()).getValue(DISABLED)).isEqualTo("true");
        assertThat(new TraceExport(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " ")).getValue(DISABLED)).isEqualTo("true");
    }

    @Test
    void spansGoToTheCollector() {
        TraceExport export = new TraceExport(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"));
        assertThat(export.getProperties())
                .containsEntry(DISABLED, "false")
                .containsEntry("quarkus.otel.exporter.otlp.endpoint", "http://collector:4317");
        assertThat(export.getPropertyNames()).isEqualTo(export.getProperties().keySet());
    }
}
