package dev.tandem.core.trace;

import io.grpc.ClientInterceptor;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.grpc.v1_6.GrpcTelemetry;
import java.util.function.Supplier;

/**
 * Spans of this process, where it traces at all: whoever starts the process decides that, by giving the global
 * {@link OpenTelemetry}. Without one, work is done and nothing else.
 */
public final class Spans {
    /** Name of the tracer. */
    public static final String SCOPE = "dev.tandem";

    /** The variable that says where spans go: a collector that takes OTLP over gRPC, such as {@code http://collector:4317}. */
    public static final String COLLECTOR = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private Spans() {}

    /** Does work within a span, below the current one. */
    public static <T> T within(String name, SpanKind kind, Attributes attributes, Supplier<T> work) {
        return within(name, kind, attributes, Context.current(), work);
    }

    /** Does work within a span below {@code parent}. What the work throws is written into the span. */
    public static <T> T within(String name, SpanKind kind, Attributes attributes, Context parent, Supplier<T> work) {
        Span span = telemetry()
                .getTracer(SCOPE)
                .spanBuilder(name)
                .setParent(parent)
                .setSpanKind(kind)
                .setAllAttributes(attributes)
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException | Error e) {
            span.setStatus(StatusCode.ERROR).recordException(e);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Puts the calls of a channel into the trace, and tells the server where in it they stand. */
    public static ClientInterceptor calls() {
        return GrpcTelemetry.create(telemetry()).newClientInterceptor();
    }

    private static OpenTelemetry telemetry() {
        return GlobalOpenTelemetry.getOrNoop();
    }
}
