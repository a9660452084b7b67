package dev.tandem.workflows;

import dev.tandem.core.trace.TraceHeaders;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.GlobalDataConverter;
import java.util.HashMap;
import java.util.Map;

/**
 * Hands a place in a trace on: from who starts a workflow, through the workflow, to its activities and children. A workflow
 * only passes on what it was given, so that running it again from its history needs no trace.
 */
final class TracePropagator implements ContextPropagator {
    private static final ThreadLocal<Map<String, String>> GIVEN = new ThreadLocal<>();

    /** What was handed to this thread; else where it stands itself. Empty where nothing is traced. */
    static Map<String, String> headers() {
        Map<String, String> given = GIVEN.get();
        return given != null ? given : TraceHeaders.current();
    }

    @Override
    public String getName() {
        return "tandem-trace";
    }

    @Override
    public Object getCurrentContext() {
        return headers();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void setCurrentContext(Object context) {
        GIVEN.set((Map<String, String>) context);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Payload> serializeContext(Object context) {
        Map<String, Payload> payloads = new HashMap<>();
        ((Map<String, String>) context)
                .forEach((field, value) -> GlobalDataConverter.get().toPayload(value).ifPresent(it -> payloads.put(field, it)));
        return payloads;
    }

    @Override
    public Object deserializeContext(Map<String, Payload> payloads) {
        Map<String, String> headers = new HashMap<>();
        payloads.forEach((field, payload) ->
                headers.put(field, GlobalDataConverter.get().fromPayload(payload, String.class, String.class)));
        return Map.copyOf(headers);
    }
}
