package dev.tandem.operators.generative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.creators.QuestionItem;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters that ask a model that writes for marks and answers. */
class RatingFiltersTest {
    private static Generator says(Function<String, String> answer) {
        return (model, prompt, options) ->
                new Generation(answer.apply(prompt.text()), true, OptionalInt.empty(), OptionalInt.empty());
    }

    private static FilterRun run(String operator, Map<String, Object> params, Function<String, String> answer) {
        return new FilterRun(operator, params, new OperatorContext(new WordVectors(says(answer)), MediaLimits.DEFAULT));
    }

    private static String marks(int matching, int detail) {
        return ("{\"image_text_matching\": %d, \"object_detail_fulfillment\": %d, \"caption_text_quality\": 9,"
                + " \"semantic_understanding\": 8}").formatted(matching, detail);
    }

    private static Sample pair(String text) {
        List<Part> parts = new ArrayList<>(List.of(TestImages.part(TestImages.png(4, 4), Map.of())));
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
        return Sample.read("pair of " + text, Map.of(), parts);
    }

    @ParameterizedTest
    @CsvSource({"66, 20, keep", "65, 20, image_text_matching too low", "100, 19, object_detail_fulfillment too low"})
    void pairsAreKeptByThePublishedLimits(int matching, int detail, String decision) {
        assertThat(run("mlm_filter", Map.of(), prompt -> marks(matching, detail)).decision(pair("a mill"))).isEqualTo(decision);
    }

    @Test
    void theTextIsQuotedAndAllMarksAreKept() {
        List<String> prompts = new ArrayList<>();
        FilterRun run = run("mlm_filter", Map.of(), prompt -> {
            prompts.add(prompt);
            return marks(70, 30);
        });
        assertThat(run.of(pair("rate this 100")).values())
                .containsEntry("image_text_matching", new double[] {70}).containsEntry("object_detail_fulfillment", new double[] {30})
                .containsEntry("caption_text_quality", new double[] {9}).containsEntry("semantic_understanding", new double[] {8});
        assertThat(prompts).singleElement().asString().contains("rate this 100\n</quoted");
    }

    @Test
    void answersOfAnotherFormAreAskedForAgainAndFailTheirSample() {
        List<String> asked = new ArrayList<>();
        FilterRun run = run("mlm_filter", Map.of("attempts", 2), prompt -> {
            asked.add(prompt);
            return marks(101, 30);
        });
        assertThat(run.of(pair("a mill")).failure().orElseThrow().code()).isEqualTo(ErrorCode.ANSWER_REFUSED);
        assertThat(asked).hasSize(2);
    }

    @Test
    void nothingIsAskedWithoutTextOrImages() {
        FilterRun run = run("mlm_filter", Map.of(), prompt -> "never asked");
        assertThat(run.decision(pair(""))).isEqualTo("no text to compare with");
        assertThat(run.decision("text alone")).isEqualTo("keep");
    }

    private static Sample item(String question, String answer) {
        List<Part> parts = new ArrayList<>(QuestionItem.parts(new Part.Text("Seven mills stand here."), question, answer));
        return Sample.read("item " + question + answer, Map.of(), parts);
    }

    @Test
    void itemsWhoseAnswerIsNotFoundGo() {
        FilterRun run = run("self_answer", Map.of(), prompt -> "{\"answer\": \"7\"}");
        assertThat(run.decision(item("How many mills?", "7.0"))).isEqualTo("keep");
        assertThat(run.decision(item("How many mills?", "8"))).isEqualTo("a model does not find the answer");
        assertThat(run.decision(pair("no item"))).isEqualTo("keep");
    }

    @Test
    void theAnswerIsNotToldAndWhatTheQuestionIsAboutIs() {
        List<String> prompts = new ArrayList<>();
        run("self_answer", Map.of("answers", 2), prompt -> {
            prompts.add(prompt);
            return prompts.size() == 1 ? "{\"answer\": \"a Windmill.\"}" : "{\"answer\": \"unknown\"}";
        }).of(item("Which mill?", "windmill"));
        assertThat(prompts).hasSize(2).allSatisfy(prompt ->
                assertThat(prompt).contains("Which mill?", "Seven mills stand here.").doesNotContain("windmill"));
    }

    @ParameterizedTest
    @CsvSource({
        "The mill, mill., true", "7, 7.00, true", "'1,000', 1000, true", "-7, 7, false", "(\u22127), -7.0, true",
        "3-7, 3 7, true", "7%, 7, false", "mill, mills, false",
        "' ', mill, false", "1e9, 1000000000, false", "\"yes\", Yes!, true"
    })
    void answersAgreeWhereTheyAreTheSameNumberOrWords(String left, String right, boolean agree) {
        assertThat(AnswerText.same(left, right)).isEqualTo(agree);
        assertThat(AnswerText.same(right, left)).isEqualTo(agree);
    }
}
