package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever looks at a run that does not go on is told why. */
class RunObstaclesTest {

    /** In the run's own history, and in that of a child. */
    @ParameterizedTest
    @ValueSource(ints = {2, ShardPass.SHARDS_OF_RUN + 1})
    void whatIsTriedAgainIsToldWithItsReason(int shards) {
        AtomicBoolean down = new AtomicBoolean(true);
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), shards)) {
            bench.services.failures = task -> down.get() && task.index() < 2
                    ? Optional.of(new TandemException(ErrorCode.MODEL_UNAVAILABLE, "the model server is silent"))
                    : Optional.empty();
            RunObstacles obstacles = new RunObstacles(bench.client());
            CurationWorkflow workflow = bench.workflow("run");
            WorkflowClient.start(workflow::curate, WorkflowBench.request("run", 2));

            await().untilAsserted(() -> assertThat(obstacles.of("run"))
                    .singleElement()
                    .asString()
                    .startsWith("MODEL_UNAVAILABLE: the model server is silent (2 pieces of work, attempt "));
            down.set(false);
            WorkflowStub.fromTyped(workflow).getResult(Object.class);
            assertThat(obstacles.of("run")).isEqualTo(List.of());
        }
    }
}
