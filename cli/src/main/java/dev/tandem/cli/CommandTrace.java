package dev.tandem.cli;

import dev.tandem.core.trace.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The span of a command, at the root of all that the gateway and the services do for it. Spans go where
 * {@value Spans#COLLECTOR} says; without it, nothing is traced.
 */
final class CommandTrace {
    /** What a collector that does not answer may cost a command. */
    private static final long PATIENCE_SECONDS = 3;

    private CommandTrace() {}

    /**
     * Runs a command, and ends its span.
     *
     * @param name of the span, such as {@code tandem run}
     * @return the command's exit code
     */
    static int around(Map<String, String> environment, String name, IntSupplier command) {
        Optional<String> endpoint = Optional.ofNullable(environment.get(Spans.COLLECTOR)).filter(given -> !given.isBlank());
        return endpoint.map(collector -> traced(collector, name, command)).orElseGet(command::getAsInt);
    }

    private static int traced(String collector, String name, IntSupplier command) {
        SdkTracerProvider tracers = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder().put("service.name", "tandem-cli").build())
                .addSpanProcessor(SimpleSpanProcessor.create(OtlpGrpcSpanExporter.builder()
                        .setEndpoint(collector)
                        .setTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .build()))
                .build();
        Span span = tracers.get(Spans.SCOPE).spanBuilder(name).startSpan();
        try (Scope scope = span.makeCurrent()) {
            int exitCode = command.getAsInt();
            span.setAttribute("process.exit.code", exitCode);
            if (exitCode != ExitCode.OK) {
                span.setStatus(StatusCode.ERROR);
            }
            return exitCode;
        } finally {
            span.end();
            tracers.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
