package dev.tandem.operators.creators.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Verification;
import dev.tandem.operators.creators.QuestionItem;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.FilterRun;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ChartQuestionsCreatorTest {
    private static Sample page(String table) {
        return Sample.read("page", Map.of("title", "Farms of the valley"), List.of(
                new Part.Text(table.replace('|', '\t').replace(';', '\n'), Map.of(PartAttributes.ROLE, PartAttributes.TABLE))));
    }

    private static CreatorRun ask(String table, Map<String, Object> params) {
        return CreatorRun.of("chart_questions", params, page(table));
    }

    private static Map<String, String> answers(List<Sample> made) {
        return made.stream().collect(Collectors.toMap(
                item -> QuestionItem.text(item, PartAttributes.QUESTION), item -> QuestionItem.text(item, PartAttributes.ANSWER)));
    }

    @Test
    void tenThousandAnswersAreAllRightAndNoTwoItemsAlike() {
        Set<String> items = new HashSet<>();
        Random random = new Random(7);
        int asked = 0;
        while (asked < 10_000) {
            ChartTable table = Tables.random(List.of(ChartKind.values()), random);
            Recomputation recomputation = new Recomputation(table.text());
            for (ChartQuestion question : ChartQuestion.of(table, 8, random)) {
                assertThat(ChartAnswerCheck.answer(table.text(), question.question()).orElse("")).isEqualTo(question.answer());
                if (!question.answer().isEmpty()) {
                    assertThat(question.answer()).as(question.question() + "\n" + table.text())
                            .isEqualTo(recomputation.answer(question.question()));
                    assertThat(items.add(table.text() + question.question())).isTrue();
                    asked++;
                }
            }
        }
    }

    @Test
    void aTableOfAPageIsDrawnAndAskedAbout() {
        CreatorRun run = ask("Farm|Wheat (t)|Owner|Rye (t);North|12.50|Ann|3;South|40|Bob|9;East|7.25|Cy|1", Map.of("questions", 40));
        Sample made = run.made().getFirst();
        Map<String, String> answers = answers(run.made());

        assertThat(made.source()).isEqualTo("page#chart-1-question-1");
        assertThat(made.parts()).extracting(part -> part.attributes().get(PartAttributes.ROLE))
                .containsExactly(null, PartAttributes.QUESTION, PartAttributes.ANSWER);
        assertThat(made.parts().getFirst().attributes()).containsEntry(PartAttributes.CAPTION, "Farms of the valley");
        assertThat(made.metadata()).containsEntry("title", "Farms of the valley").containsEntry("actor", "operator:chart_questions")
                .containsEntry("operator", "chart_questions@1").containsEntry("seed", "42").doesNotContainKey("round")
                .containsEntry("verified", made.contentDigest().hex());
        assertThat(made.metadata().get("table")).startsWith("Farm\tWheat (t)").contains("\nNorth\t12.5").doesNotContain("Ann");
        assertThat(answers).containsEntry("Which \"Farm\" has the smallest \"Wheat (t)\"?", "East")
                .containsEntry("What do all values of \"Wheat (t)\" add up to?", "59.75")
                .containsEntry("What is the average of \"Wheat (t)\", rounded to two decimals?", "19.92");
        assertThat(ask("Farm|Wheat (t);North|1;South|2", Map.of("round", 3)).made().getFirst().metadata()).containsEntry("round", "3");
    }

    @ParameterizedTest
    @CsvSource({
        "Farm|Owner;North|Ann;South|Bob, table that no chart can show",
        "Farm|Wheat;North|1.234;South|2, table that no chart can show",
        "Farm|Wheat;North|12345678;South|2, table that no chart can show",
        "Farm|Wheat;The northernmost of all farms|1;South|2, table that no chart can show",
        "Farm|Wheat;\u05d0\u05d1|1;South|2, table that no chart can show",
        "Farm|Wheat;\u6771|1;South|2, table that no chart can show",
        "Farm|Wheat;North|1, table too small"
    })
    void whatCannotBeReadOffAChartIsRefused(String table, String reason) {
        CreatorRun run = ask(table, Map.of());

        assertThat(run.made()).isEmpty();
        assertThat(run.refused()).containsExactly(reason);
    }

    @Test
    void equalNumbersLeaveNoSingleAnswer() {
        CreatorRun run = ask("Farm|Wheat;North|2;South|2.0", Map.of("questions", 100, "kinds", List.of("bar")));

        assertThat(run.refused()).contains("no single answer");
        assertThat(answers(run.made())).doesNotContainKey("Which \"Farm\" has the largest \"Wheat\"?")
                .containsEntry("By how much do \"North\" and \"South\" differ in \"Wheat\"?", "0");
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsDrawnAloneAndTheSameAgain(ChartKind kind) {
        Map<String, Object> params = Map.of("kinds", List.of(kind.name().toLowerCase(Locale.ROOT)), "made_up", 1, "questions", 2);
        List<Sample> made = CreatorRun.of("chart_questions", params, FilterRun.text("a")).made();

        assertThat(made).hasSize(2).isEqualTo(CreatorRun.of("chart_questions", params, FilterRun.text("a")).made());
        assertThat(made).allSatisfy(item -> assertThat(item.metadata()).containsEntry("chart", kind.name().toLowerCase(Locale.ROOT)));
        assertThat((double[]) new FilterRun("image_shape", Map.of()).of(made.getFirst()).values().get("image_width"))
                .containsOnly(480);
        assertThat(((Part.Media) made.getFirst().parts().getFirst()).content().size()).isBetween(4_000L, 48_000L);
    }

    @Test
    void chartsDependOnTheirParentAndTheSeed() {
        Map<String, Object> params = Map.of("made_up", 2, "questions", 1);
        Set<MediaContent> charts = new HashSet<>();
        IntStream.range(0, 3).forEach(i -> CreatorRun.of("chart_questions", params, FilterRun.text("page " + i)).made()
                .forEach(item -> charts.add(((Part.Media) item.parts().getFirst()).content())));
        CreatorRun.of("chart_questions", Map.of("made_up", 2, "questions", 1, "seed", 1), FilterRun.text("page 0")).made()
                .forEach(item -> charts.add(((Part.Media) item.parts().getFirst()).content()));

        assertThat(charts).hasSize(8);
    }

    @Test
    void anItemWithAnotherAnswerIsRefused() {
        ChartQuestionsCreator creator = (ChartQuestionsCreator) OperatorCatalog.load().create(
                "chart_questions", Map.of(), OperatorContext.withoutModels());
        Sample made = ask("Farm|Wheat;North|1;South|2", Map.of()).made().getFirst();
        Sample wrong = made.withParts(QuestionItem.parts(
                made.parts().getFirst(), QuestionItem.text(made, PartAttributes.QUESTION), "wrong"));

        assertThat(creator.fault(made)).isEmpty();
        assertThat(creator.fault(wrong)).contains("answer not confirmed");
        assertThat(Verification.refusal(made)).isEmpty();
        assertThat(Verification.refusal(wrong)).contains("changed since it was verified");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {
        "Who are you?", "What is the \"Wheat\" of \"West\"?", "What is the \"Oats\" of \"North\"?",
        "How many values of \"Wheat\" are above much?", "What is the \"Farm\" of \"North\"?", "What is the \"Wheat of North?"
    })
    void whatTheTableDoesNotAnswerHasNoAnswer(String question) {
        assertThat(ChartAnswerCheck.answer("Farm\tWheat\nNorth\t1\nSouth\t2", question)).isEmpty();
    }

    @Test
    void kindsThatThereAreNotAreRefused() {
        assertThatThrownBy(() -> ask("A|B;1|2", Map.of("kinds", List.of("area")))).hasMessageContaining("'kinds'");
        assertThatThrownBy(() -> ask("A|B;1|2", Map.of("kinds", List.of("bar", "bar")))).hasMessageContaining("'kinds'");
    }
}
