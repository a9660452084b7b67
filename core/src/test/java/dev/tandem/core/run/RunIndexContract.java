package dev.tandem.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every index of runs does, wherever it finds them. */
public abstract class RunIndexContract {
    /** Indexes of workflow servers learn of a run a moment after it has started. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final String tenant = "tenant-" + UUID.randomUUID();
    private final RunFilter all = RunFilter.of(tenant);
    private int chance;

    protected abstract RunIndex index();

    /** Makes a run known. */
    protected abstract void put(String run, String tenant, String recipe, Instant submitted, RunStatus state);

    private String put(String recipe, Instant submitted, RunStatus state) {
        return put(tenant, recipe, submitted, state);
    }

    private String put(String of, String recipe, Instant submitted, RunStatus state) {
        String name = RunStore.name(recipe, submitted, String.format("%04x%08x", chance++, of.hashCode()));
        put(name, of, recipe, submitted, state);
        return name;
    }

    private void awaitCount(long runs) {
        await().atMost(PATIENCE).until(() -> index().count(all) == runs);
    }

    private RunFilter recipe(String name) {
        return new RunFilter(tenant, Optional.of(name), Optional.empty());
    }

    private RunFilter state(RunStatus state) {
        return new RunFilter(tenant, Optional.empty(), Optional.of(state));
    }

    @Test
    void withoutRunsAPageIsEmpty() {
        assertThat(index().page(all, Optional.empty(), 10)).isEmpty();
        assertThat(index().count(all)).isZero();
    }

    @Test
    void pagesHoldEachRunOnceTheNewestFirstWhateverTheRecipeIsNamed() {
        List<String> newestFirst = new ArrayList<>();
        newestFirst.add(put("middle-20990101-000000", NOON.plusSeconds(1), RunStatus.COMPLETED));
        newestFirst.add(put("a-2020", NOON.plusMillis(1), RunStatus.RUNNING));
        newestFirst.add(put("zebra", NOON, RunStatus.COMPLETED));
        newestFirst.add(put("a", NOON.minus(Duration.ofDays(1)), RunStatus.COMPLETED));
        newestFirst.add(put("b", NOON.minus(Duration.ofDays(400)), RunStatus.COMPLETED));
        awaitCount(5);

        for (int limit : new int[] {1, 2, 3, 5, 100}) {
            List<String> listed = new ArrayList<>();
            List<String> page = index().page(all, Optional.empty(), limit);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(limit);
                listed.addAll(page);
                page = index().page(all, Optional.of(page.getLast()), limit);
            }
            assertThat(listed).as("limit %d", limit).isEqualTo(newestFirst);
        }
    }

    @Test
    void runsOfOneMomentAreOrderedByName() {
        String second = put("b", NOON, RunStatus.RUNNING);
        String first = put("a", NOON, RunStatus.RUNNING);
        String third = put("c", NOON, RunStatus.RUNNING);
        awaitCount(3);
        assertThat(index().page(all, Optional.empty(), 1)).containsExactly(first);
        assertThat(index().page(all, Optional.of(first), 1)).containsExactly(second);
        assertThat(index().page(all, Optional.of(second), 2)).containsExactly(third);
    }

    @Test
    void runThatStartsBetweenTwoPagesDoesNotShiftTheSecond() {
        String oldest = put("a", NOON, RunStatus.RUNNING);
        String newer = put("a", NOON.plusSeconds(1), RunStatus.RUNNING);
        awaitCount(2);
        assertThat(index().page(all, Optional.empty(), 1)).containsExactly(newer);
        put("a", NOON.plusSeconds(2), RunStatus.RUNNING);
        awaitCount(3);
        assertThat(index().page(all, Optional.of(newer), 1)).containsExactly(oldest);
    }

    @Test
    void filtersHoldForPagesAndCounts() {
        String running = put("pages", NOON, RunStatus.RUNNING);
        String paused = put("pages", NOON.plusSeconds(1), RunStatus.PAUSED);
        String completed = put("rows", NOON.plusSeconds(2), RunStatus.COMPLETED);
        String failed = put("rows", NOON.plusSeconds(3), RunStatus.FAILED);
        String cancelled = put("rows", NOON.plusSeconds(4), RunStatus.CANCELLED);
        put("another-" + tenant, "rows", NOON.plusSeconds(5), RunStatus.COMPLETED);
        awaitCount(5);

        assertFound(recipe("pages"), paused, running);
        assertFound(recipe("rows"), cancelled, failed, completed);
        assertFound(recipe("row"));
        assertFound(recipe("it's none"));
        assertFound(state(RunStatus.RUNNING), running);
        assertFound(state(RunStatus.PAUSED), paused);
        assertFound(state(RunStatus.COMPLETED), completed);
        assertFound(state(RunStatus.FAILED), failed);
        assertFound(state(RunStatus.CANCELLED), cancelled);
        assertFound(new RunFilter(tenant, Optional.of("rows"), Optional.of(RunStatus.RUNNING)));
        assertFound(new RunFilter(tenant, Optional.of("rows"), Optional.of(RunStatus.FAILED)), failed);
        assertThat(index().page(recipe("rows"), Optional.of(cancelled), 1)).containsExactly(failed);
    }

    private void assertFound(RunFilter filter, String... runs) {
        assertThat(index().page(filter, Optional.empty(), 100)).as(filter.toString()).containsExactly(runs);
        assertThat(index().count(filter)).as(filter.toString()).isEqualTo(runs.length);
    }
}
