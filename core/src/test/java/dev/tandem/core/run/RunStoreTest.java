package dev.tandem.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.store.MemoryObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunStoreTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RunStore runs = new RunStore(new MemoryObjectStore());

    private String put(String recipe, Instant started, String chance) {
        String name = RunStore.name(recipe, started, chance);
        Digest none = Digest.of("none");
        runs.put(new RunRecord(
                RunRecord.FORMAT, name, "tenant", recipe, "recipe.yaml", none, none, RunStatus.COMPLETED, started.toString(),
                Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty()));
        return name;
    }

    private List<String> page(Optional<String> after, int limit) {
        return runs.page(after, limit).stream().map(RunRecord::run).toList();
    }

    @Test
    void pagesHoldEachRunOnceTheNewestFirstWhateverTheRecipeIsNamed() {
        String oldest = put("zebra", NOON, "0001");
        String middle = put("a-2020", NOON.plusMillis(1), "0002");
        String newest = put("middle-20990101-000000", NOON.plusSeconds(1), "0003");
        assertThat(page(Optional.empty(), 2)).containsExactly(newest, middle);
        assertThat(page(Optional.of(middle), 2)).containsExactly(oldest);
        assertThat(page(Optional.of(oldest), 2)).isEmpty();
    }

    @Test
    void runsOfOneMomentAreOrderedByName() {
        String second = put("b", NOON, "0002");
        String first = put("a", NOON, "0001");
        assertThat(page(Optional.empty(), 1)).containsExactly(first);
        assertThat(page(Optional.of(first), 1)).containsExactly(second);
    }

    @Test
    void runThatStartsBetweenTwoPagesDoesNotShiftTheSecond() {
        String oldest = put("a", NOON, "0001");
        String newer = put("a", NOON.plusSeconds(1), "0002");
        assertThat(page(Optional.empty(), 1)).containsExactly(newer);
        put("a", NOON.plusSeconds(2), "0003");
        assertThat(page(Optional.of(newer), 1)).containsExactly(oldest);
    }
}
