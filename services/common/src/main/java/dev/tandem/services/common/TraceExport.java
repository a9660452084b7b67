package dev.tandem.services.common;

import dev.tandem.core.trace.Spans;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Traces go where {@value Spans#COLLECTOR} says, the variable that all of OpenTelemetry knows (a collector that takes OTLP over gRPC,
 * such as {@code http://collector:4317}). Without it spans are sent nowhere, but still tie the lines of logs together.
 */
public final class TraceExport implements ConfigSource {
    private final Map<String, String> settings;

    public TraceExport() {
        this(System.getenv());
    }

    TraceExport(Map<String, String> environment) {
        String endpoint = environment.getOrDefault(Spans.COLLECTOR, "");
        settings = endpoint.isBlank()
                ? Map.of("quarkus.otel.sdk.disabled", "true")
                : Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.exporter.otlp.endpoint", endpoint);
    }

    @Override
    public Map<String, String> getProperties() {
        return settings;
    }

    @Override
    public Set<String> getPropertyNames() {
        return settings.keySet();
    }

    @Override
    public String getValue(String property) {
        return settings.get(property);
    }

    @Override
    public String getName() {
        return Spans.COLLECTOR;
    }
}
