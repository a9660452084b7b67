package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.rpc.CallOrigin;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an activity knows of what it is done for. */
class ActivityOriginTest {
    private final List<CallOrigin> origins = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();

    /** In the run's own history, and in that of a child. */
    @ParameterizedTest
    @ValueSource(ints = {2, ShardPass.SHARDS_OF_RUN + 1})
    void activitiesKnowTheirRunAndTheirPlaceInTheTrace(int shards) {
        try (SdkTracerProvider tracers = SdkTracerProvider.builder().build()) {
            Span command = tracers.get("test").spanBuilder("command").startSpan();
            try (Scope scope = command.makeCurrent()) {
                run(shards);
            }
            assertThat(headers).hasSize(shards).allSatisfy(found ->
                    assertThat(found.get("traceparent")).contains(command.getSpanContext().getTraceId()));
        }
        assertThat(origins).hasSize(shards).contains(new CallOrigin("run", OptionalInt.of(0), OptionalInt.of(1)));
    }

    @Test
    void nothingIsHandedOnWhereNothingIsTraced() {
        run(2);
        assertThat(headers).hasSize(2).containsOnly(Map.of());
    }

    private void run(int shards) {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), shards)) {
            bench.services.failures = task -> {
                origins.add(CallOrigin.CURRENT.get());
                headers.add(TracePropagator.headers());
                return Optional.empty();
            };
            bench.workflow("run").curate(WorkflowBench.request("run", 1));
        }
    }
}
