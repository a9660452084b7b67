package dev.tandem.core.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import java.util.TreeMap;

/** A place in a trace as the headers of W3C Trace Context ({@code traceparent}, {@code tracestate}). */
public final class TraceHeaders {
    private static final TextMapGetter<Map<String, String>> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String field) {
            return headers.get(field);
        }
    };

    private TraceHeaders() {}

    /** Of the current span; empty where nothing is traced. */
    public static Map<String, String> current() {
        return of(Context.current());
    }

    /** Of the span of a context; empty where it has none. */
    public static Map<String, String> of(Context context) {
        Map<String, String> headers = new TreeMap<>();
        W3CTraceContextPropagator.getInstance().inject(context, headers, Map::put);
        return Map.copyOf(headers);
    }

    /** A context with the span that {@code headers} name as its current one; headers that are not understood name none. */
    public static Context context(Map<String, String> headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, FIELDS);
    }
}
