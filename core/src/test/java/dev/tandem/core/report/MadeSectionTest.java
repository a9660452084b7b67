package dev.tandem.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.recipe.Limits;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.score.ScoreCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MadeSectionTest {
    private static final Budget PRICES = new Budget(OptionalLong.empty(), OptionalDouble.empty(), Map.of("writer", 0.5));

    private static StepRecord step(StepKind kind, Counts counts, Map<String, Long> refused, Map<String, ScoreCount> scores) {
        return new StepRecord(
                0, "pairs", kind, List.of("maker"), Optional.empty(), 1, 1, 0, counts, Map.of(), refused, scores, 0);
    }

    private static String section(List<String> budget, StepRecord... steps) {
        OperatorSpec operator = new OperatorSpec("maker", "maker", 1, Map.of(), Map.of("budget", budget));
        PlannedStep planned = new PlannedStep(
                0, "pairs", StepKind.CREATE, List.of(operator), OptionalInt.empty(), Optional.empty());
        Html html = Html.page("test");
        MadeSection.write(
                html, List.of(steps), new Plan("recipe", List.of(planned), List.of(), new Limits(100, 1, 0, Optional.of(PRICES))));
        return html.end().replaceAll("</t[dh]>", "").replaceAll("<t[dh][^>]*>", "|");
    }

    @Test
    void yieldCallsAndCostAreThoseOfWhatStands() {
        String html = section(
                List.of(),
                step(StepKind.CREATE, new Counts(10, 6, 6, 0, 0, 1, 9), Map.of("answers differ", 3L, "not right", 1L),
                        Map.of("writer", new ScoreCount(30, 5, 600, 60))),
                step(StepKind.PASS, new Counts(8, 0, 7, 0, 0, 1, 0), Map.of(), Map.of("writer", new ScoreCount(14, 0))));
        assertThat(html).contains(
                        "|pairs|maker|6|4|60.0%|30|600|60|15.0000|5.00|110.0|2.5000",
                        "|pairs|maker|7|1|87.5%|14|0|0|7.0000|2.00|0.0|1.0000")
                .contains("maker: answers differ", "maker: not right");
    }

    @Test
    void pricesOfAnOperatorAreByTokens() {
        String html = section(
                List.of("calls=100", "read_price=10000", "written_price=20000"),
                step(StepKind.CREATE, new Counts(10, 4, 4, 0, 0, 0, 10), Map.of(), Map.of("writer", new ScoreCount(4, 0, 600, 100))));
        assertThat(html).contains("|pairs|maker|4|0|100.0%|4|600|100|8.0000|1.00|175.0|2.0000");
    }

    @Test
    void stepsThatMadeNothingAndAskedNobodyAreLeftOut() {
        assertThat(section(List.of(), step(StepKind.PASS, new Counts(8, 0, 8, 0, 0, 0, 0), Map.of(), Map.of())))
                .doesNotContain("What was made");
    }
}
