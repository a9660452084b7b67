package dev.tandem.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceHeadersTest {

    @Test
    void nothingIsHandedOnWhereNothingIsTraced() {
        assertThat(TraceHeaders.current()).isEmpty();
        assertThat(Span.fromContext(TraceHeaders.context(Map.of())).getSpanContext().isValid()).isFalse();
        assertThat(Span.fromContext(TraceHeaders.context(Map.of("traceparent", "00-nonsense"))).getSpanContext().isValid()).isFalse();
    }

    @Test
    void placeInATraceIsHandedOn() {
        try (SdkTracerProvider tracers = SdkTracerProvider.builder().build()) {
            Span span = tracers.get("test").spanBuilder("work").startSpan();
            Map<String, String> headers = TraceHeaders.of(Context.root().with(span));
            assertThat(headers.get("traceparent")).contains(span.getSpanContext().getTraceId());
            assertThat(Span.fromContext(TraceHeaders.context(headers)).getSpanContext().getSpanId())
                    .isEqualTo(span.getSpanContext().getSpanId());
        }
    }
}
