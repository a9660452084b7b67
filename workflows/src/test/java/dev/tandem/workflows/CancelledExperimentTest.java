package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.Halving;
import dev.tandem.core.run.RunStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An experiment is cancelled while any of its activities is at work, which ends right after: it must end as well. */
class CancelledExperimentTest {
    private static final int LONGEST_SECONDS = 20;

    @Test
    void whereverItIsCancelledItEndsAndItsRecordSaysSo() throws Exception {
        FakeExperiments training = new FakeExperiments();
        training.values = spec -> 0.5 + spec.seed() / 100.0;
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger cancelAt = new AtomicInteger(Integer.MAX_VALUE);
        String[] name = new String[1];
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), training)) {
            Runnable began = () -> {
                if (calls.incrementAndGet() == cancelAt.get()) {
                    bench.client().newUntypedWorkflowStub(name[0]).cancel();
                }
            };
            training.began = began;
            bench.services.failures = task -> {
                began.run();
                return Optional.empty();
            };
            name[0] = "whole";
            ended(bench, training, name[0]);
            int all = calls.get();
            assertThat(all).isGreaterThan(7);
            for (int at = 1; at <= all; at++) {
                calls.set(0);
                cancelAt.set(at);
                training.results.clear();
                name[0] = "cancelled-" + at;
                ExperimentRecord last = ended(bench, training, name[0]);
                assertThat(last.status()).as("cancelled at call %d of %d", at, all)
                        .isIn(RunStatus.CANCELLED, at == all ? RunStatus.COMPLETED : RunStatus.CANCELLED);
            }
        }
    }

    private static ExperimentRecord ended(WorkflowBench bench, FakeExperiments training, String name) throws Exception {
        ExperimentRequest request = ExperimentWorkflowTest.request(name, Halving.NONE, "old");
        WorkflowClient.start(ExperimentWorkflowTest.workflow(bench, name)::experiment, request);
        WorkflowStub stub = bench.client().newUntypedWorkflowStub(name);
        Throwable error = catchThrowable(() -> stub.getResult(LONGEST_SECONDS, TimeUnit.SECONDS, ExperimentRecord.class));
        if (error != null) {
            assertThat(error).as(name).isInstanceOf(WorkflowFailedException.class).hasCauseInstanceOf(CanceledFailure.class);
        }
        ExperimentRecord last = training.records.getLast();
        assertThat(last.name()).isEqualTo(name);
        return last;
    }
}
