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
import dev.tandem.operators.testing.TestImages;
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

    @Test
    void textAloneIsComparedOnDemandWithoutSpaceAroundIt() {
        Sample spaced = sample("g", "2024-01-01", " Same text\n");
        Sample pictured = Sample.read("h", Map.of(), List.of(new Part.Text("Same text"), image(1)));

        assertThat(kept(Map.of("compare", "text"), older, spaced, pictured, other, nothing))
                .containsExactly(false, true, false, true, true);
        assertThat(kept(Map.of(), older, spaced, pictured)).containsOnly(true);
    }

    @Test
    void mediaAloneAreComparedOnDemand() {
        Sample one = Sample.read("i", Map.of(SampleMetadata.CREATED, "2024"), List.of(image(1), new Part.Text("one")));
        Sample same = Sample.read("j", Map.of(), List.of(new Part.Text("other"), image(1)));
        Sample another = Sample.read("k", Map.of(), List.of(image(2)));

        assertThat(kept(Map.of("compare", "media"), one, same, another, older, newer))
                .containsExactly(true, false, true, true, true);
    }

    @Test
    void digitsSpaceAndPunctuationAreIgnoredOnDemand() {
        Sample plain = sample("l", "2024-01-01", "Page one");
        Sample numbered = sample("m", "2023-01-01", "\t[12] \u0663Page\u00a0one!");
        Sample dashed = sample("n", "2022-01-01", "Page\u2014one");

        assertThat(kept(Map.of("ignore_non_character", true), plain, numbered, dashed)).containsExactly(true, false, true);
    }

    @Test
    void theBestSourceStaysOnDemand() {
        Map<String, Object> params = Map.of("keep", "source_priority", "sources", List.of("b", "a"));

        assertThat(kept(params, older, newer)).containsExactly(false, true);
    }

    private static Part image(int side) {
        return TestImages.part(TestImages.png(side, side), Map.of());
    }
}
