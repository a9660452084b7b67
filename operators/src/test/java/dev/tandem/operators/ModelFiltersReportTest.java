package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.report.Report;
import dev.tandem.core.run.RunStore;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the report shows of a filter that asks a model. */
class ModelFiltersReportTest {
    private static final String RECIPE = """
            name: pairs
            stages:
              - name: pairs
                publish: pairs
                operators: [jsonl, words: {min_num: 0}, text_similarity: {min_score: %s}]
            """;

    /** Of twenty words the first say what the title says: the more, the nearer. */
    private static Sample pair(int same) {
        String words = IntStream.range(0, 20).mapToObj(i -> i < same ? "a" : "b").reduce("", (all, word) -> all + " " + word);
        return Sample.read("pair/" + same, Map.of(SampleMetadata.TITLE, "a"), List.of(
                TestImages.part(TestImages.file("one.png"), Map.of()),
                new Part.Text("number " + same + words, Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION))));
    }

    private static String report(String limit) {
        MemoryRun run = MemoryRun.of(RECIPE.formatted(limit), List.of(
                IntStream.range(0, 10).mapToObj(ModelFiltersReportTest::pair).toList(),
                IntStream.range(10, 21).mapToObj(ModelFiltersReportTest::pair).toList()));
        new RunStore(run.objects()).put(run.record("run"));
        return new String(run.objects().get(new Report(run.objects()).write("run")), StandardCharsets.UTF_8);
    }

    @Test
    void theCurveAndTheSamplesOnBothSidesOfTheLimit() {
        String html = report("0.705");
        String section = html.substring(html.indexOf("Filters that ask a model"), html.indexOf("Samples that stayed"));
        String below = section.substring(section.indexOf("Just below min_score = 0.705: they went"), section.indexOf("on the other side"));
        String above = section.substring(section.indexOf("on the other side"));

        assertThat(section)
                .contains("pairs · text_similarity asks minilm", "<polyline class=\"curve\"", "class=\"cut\"")
                .doesNotContain("words");
        // Ten of twenty have a cosine of about a half of the root of two.
        assertThat(below)
                .containsSubsequence("number 10 ", "number 9 ", "number 8 ", "number 7 ")
                .doesNotContain("number 6 ", "number 11 ");
        assertThat(above).containsSubsequence("number 11 ", "number 12 ", "number 13 ", "number 14 ").doesNotContain("number 15 ");
        assertThat(below).contains("similarity = 0.");
    }

    @Test
    void aLimitThatDropsNothingHasNoSides() {
        String html = report("-1");

        assertThat(html)
                .contains("pairs · text_similarity asks minilm", "<polyline class=\"curve\"")
                .doesNotContain("Just below", "Just above");
    }
}
