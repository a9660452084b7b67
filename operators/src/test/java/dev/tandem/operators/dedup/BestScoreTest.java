package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.operators.testing.MemoryRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BestScoreTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final String TEXT = "of two pages with the same words the one that is better by what was measured stays";

    private static String recipe(String score) {
        return """
                name: best
                stages:
                  - name: pages
                    publish: best
                    operators:
                      - jsonl
                      - text_length
                      - exact: {compare: text, ignore_non_character: true, keep: highest_score, score: %s}
                """.formatted(score);
    }

    private static Sample sample(String source, String text) {
        return Sample.read(source, Map.of(), List.of(new Part.Text(text)));
    }

    @Test
    void theSampleWithTheGreatestMeasuredValueStays() {
        List<Sample> samples =
                List.of(sample("short", TEXT), sample("long", TEXT + " 1, 2, 3!"), sample("middle", TEXT + " 1"));

        MemoryRun run = MemoryRun.of(recipe("text_length.text_len"), List.of(samples.subList(0, 1), samples.subList(1, 3)));
        List<String> kept = new ArrayList<>();
        run.views(2).forEach(view -> run.store().live(view, (row, sample) -> kept.add(sample.source())));
        assertThat(kept).containsExactly("long");
    }

    @Test
    void aValueThatNothingMeasuresIsRefusedBeforeTheRun() {
        assertThatThrownBy(() -> new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe("text_length.text_lem"), "recipe.yaml")))
                .hasMessageContaining("'exact'")
                .hasMessageContaining("did you mean 'text_length.text_len'?");
    }
}
