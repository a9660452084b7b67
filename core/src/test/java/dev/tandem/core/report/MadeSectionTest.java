package dev.tandem.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.score.ScoreCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MadeSectionTest {
    private static final Budget PRICES = new Budget(OptionalLong.empty(), OptionalDouble.empty(), Map.of("writer", 0.5));

    private static StepRecord step(StepKind kind, Counts counts, Map<String, Long> refused, Map<String, ScoreCount> scores) {
        return new StepRecord(
                0, "pairs", kind, List.of("maker"), Optional.empty(), 1, 1, 0, counts, Map.of(), refused, scores, 0);
    }

    private static String section(StepRecord... steps) {
        Html html = Html.page("test");
        MadeSection.write(html, List.of(steps), PRICES);
        return html.end().replaceAll("</t[dh]>", "").replaceAll("<t[dh][^>]*>", "|");
    }

    @Test
    void yieldCallsAndCostAreThoseOfWhatStands() {
        String html = section(
                step(StepKind.CREATE, new Counts(10, 6, 6, 0, 0, 1, 9), Map.of("answers differ", 3L, "not right", 1L),
                        Map.of("writer", new ScoreCount(30, 5))),
                step(StepKind.PASS, new Counts(8, 0, 7, 0, 0, 1, 0), Map.of(), Map.of("writer", new ScoreCount(14, 0))));
        assertThat(html).contains("|pairs|maker|6|4|60.0%|30|5.00|2.5000", "|pairs|maker|7|1|87.5%|14|2.00|1.0000")
                .contains("maker: answers differ", "maker: not right");
    }

    @Test
    void stepsThatMadeNothingAndAskedNobodyAreLeftOut() {
        assertThat(section(step(StepKind.PASS, new Counts(8, 0, 8, 0, 0, 0, 0), Map.of(), Map.of()))).doesNotContain("What was made");
    }
}
