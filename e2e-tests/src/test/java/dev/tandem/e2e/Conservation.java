package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;

/** No sample is lost: in + made = kept + dropped + merged + failed + consumed, and what one step keeps the next takes in. */
final class Conservation {
    private Conservation() {}

    static void verify(RunRecord run) {
        assertThat(run.steps()).isNotEmpty();
        for (StepRecord step : run.steps()) {
            Counts counts = step.counts();
            assertThat(counts.kept() + counts.dropped() + counts.merged() + counts.failed() + counts.consumed())
                    .as("step %s of %s", step, run.run())
                    .isEqualTo(counts.in() + counts.made());
            long reasons = step.reasons().values().stream().mapToLong(Long::longValue).sum();
            assertThat(reasons).as("reasons of %s", step).isEqualTo(counts.dropped() + counts.merged() + counts.failed());
            assertThat(step.done()).as("shards of %s", step).isEqualTo(step.shards());
        }
        // Within a stage each step takes in what the one before kept.
        for (int i = 1; i < run.steps().size(); i++) {
            if (run.steps().get(i).stage().equals(run.steps().get(i - 1).stage())) {
                assertThat(run.steps().get(i).counts().in()).isEqualTo(run.steps().get(i - 1).counts().kept());
            }
        }
    }
}
