package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.run.RunFilter;
import dev.tandem.core.run.RunIndex;
import dev.tandem.core.run.RunIndexContract;
import dev.tandem.core.run.RunStatus;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The index over a real workflow server, whose search attributes the client has registered. */
class VisibilityRunIndexIT extends RunIndexContract {
    private static TemporalContainer temporal;

    @BeforeAll
    static void start() {
        temporal = new TemporalContainer();
        RunAttributes.register(temporal.client());
        // Registering again is nothing new; and a server needs some seconds to learn attributes.
        RunAttributes.register(temporal.client());
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            new VisibilityRunIndex(temporal.client()).count(RunFilter.of("any"));
            start("first", "any", "first", Instant.now(), RunStatus.RUNNING);
            return true;
        });
    }

    @AfterAll
    static void stop() {
        temporal.close();
    }

    @Override
    protected RunIndex index() {
        return new VisibilityRunIndex(temporal.client());
    }

    @Override
    protected void put(String run, String tenant, String recipe, Instant submitted, RunStatus state) {
        start(run, tenant, recipe, submitted, state);
    }

    /** No worker is needed: a run is found by what it was started with. */
    private static void start(String run, String tenant, String recipe, Instant submitted, RunStatus state) {
        CurationWorkflow workflow = temporal.client().newWorkflowStub(
                CurationWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(run)
                        .setTaskQueue("nobody")
                        .setTypedSearchAttributes(RunAttributes.of(tenant, recipe, submitted, state))
                        .build());
        WorkflowClient.start(workflow::curate, WorkflowBench.request(run, 1));
    }

    @Test
    void aRunThatWasEndedFromOutsideIsInterrupted() {
        start("ended", "outside", "rows", Instant.now(), RunStatus.RUNNING);
        temporal.client().newUntypedWorkflowStub("ended").terminate("by the test");
        RunFilter interrupted = new RunFilter("outside", Optional.empty(), Optional.of(RunStatus.INTERRUPTED));
        await().atMost(Duration.ofSeconds(30)).until(() -> index().count(interrupted) == 1);
        assertThat(index().page(interrupted, Optional.empty(), 10)).containsExactly("ended");
        assertThat(index().count(new RunFilter("outside", Optional.empty(), Optional.of(RunStatus.RUNNING)))).isZero();
    }

    @Test
    void finishedRunsAreKeptAsLongAsAskedFor() {
        new VisibilityRunIndex(temporal.client()).keepFor(Duration.ofDays(90));
        assertThat(temporal.client().getWorkflowServiceStubs().blockingStub()
                        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build())
                        .getConfig().getWorkflowExecutionRetentionTtl().getSeconds())
                .isEqualTo(Duration.ofDays(90).toSeconds());
    }

    @Test
    void anAttributeOfAnotherTypeIsTold() {
        try (TemporalContainer other = new TemporalContainer("State=Int")) {
            assertThatExceptionOfType(TandemException.class)
                    .isThrownBy(() -> RunAttributes.register(other.client()))
                    .withMessageContainingAll("'State'", "INT", "expected", "KEYWORD", "run-index=bucket");
        }
    }
}
