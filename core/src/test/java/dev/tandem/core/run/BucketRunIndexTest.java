package dev.tandem.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.store.MemoryObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BucketRunIndexTest extends RunIndexContract {
    private final RunStore runs = new RunStore(new MemoryObjectStore());

    @Override
    protected RunIndex index() {
        return new BucketRunIndex(runs, record -> record);
    }

    @Override
    protected void put(String run, String tenant, String recipe, Instant submitted, RunStatus state) {
        Digest none = Digest.of("none");
        runs.put(new RunRecord(
                RunRecord.FORMAT, run, tenant, recipe, "recipe.yaml", none, none, state, submitted.toString(),
                Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), List.of()));
    }

    @Test
    void stateIsThatOfNowNotThatOfTheRecord() {
        String run = RunStore.name("a", Instant.EPOCH, "0001");
        put(run, "tenant", "a", Instant.EPOCH, RunStatus.RUNNING);
        RunIndex index = new BucketRunIndex(runs, record -> record.withStatus(RunStatus.INTERRUPTED));
        assertThat(index.count(new RunFilter("tenant", Optional.empty(), Optional.of(RunStatus.RUNNING)))).isZero();
        assertThat(index.page(new RunFilter("tenant", Optional.empty(), Optional.of(RunStatus.INTERRUPTED)), Optional.empty(), 1))
                .containsExactly(run);
    }

    @Test
    void nameTellsWhenARunWasSubmitted() {
        Instant now = Instant.parse("2026-03-01T12:00:00.123Z");
        assertThat(RunStore.submitted(RunStore.name("a-20990101-000000.000-ff", now, "0001"))).contains(now);
        assertThat(RunStore.submitted("a-20260301-120000-0001")).contains(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(RunStore.submitted("a-20269901-120000-0001")).isEmpty();
        assertThat(RunStore.submitted("a")).isEmpty();
    }
}
