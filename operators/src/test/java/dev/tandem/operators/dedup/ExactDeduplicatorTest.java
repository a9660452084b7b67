package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExactDeduplicatorTest {
    private final Sample older = sample("a", "2020-01-01", "Same text");
    private final Sample newer = sample("b", "2021-01-01", "Same text");
    private final Sample lower = sample("c", "2022-01-01", "same text");
    private final Sample other = sample("d", "2023-01-01", "other text");
    private final Sample nothing = Sample.read("e", Map.of(), List.of());
    private final Sample nothingElse = Sample.read("f", Map.of(), List.of());

    private static Sample sample(String source, String created, String text) {
        return Sample.read(source, Map.of(SampleMetadata.CREATED, created), List.of(new Part.Text(text)));
    }

    private static Deduplicator create(Map<String, Object> params) {
        return (Deduplicator) OperatorCatalog.load().create("exact", params, OperatorContext.withoutModels());
    }

    private static List<Boolean> kept(Map<String, Object> params, Sample... samples) {
        return DedupStep.inMemory(create(params), List.of(samples)).stream().map(Membership::keep).toList();
    }

    @Test
    void equalContentStaysOnceInItsNewestCopy() {
        assertThat(kept(Map.of(), older, newer, lower, other)).containsExactly(false, true, true, true);
    }

    @Test
    void caseIsIgnoredOnDemand() {
        assertThat(kept(Map.of("ignore_case", true), older, newer, lower, other))
                .containsExactly(false, false, true, true);
    }

    @Test
    void theSmallestIdStaysOnDemand() {
        boolean first = older.id().compareTo(newer.id()) < 0;
        assertThat(kept(Map.of("keep", "smallest_id"), older, newer)).containsExactly(first, !first);
    }

    @Test
    void samplesWithoutContentAreKept() {
        assertThat(kept(Map.of(), nothing, nothingElse)).containsExactly(true, true);
    }
}
