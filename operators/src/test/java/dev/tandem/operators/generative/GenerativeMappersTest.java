package dev.tandem.operators.generative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.TestMedia;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GenerativeMappersTest {
    private final List<String> prompts = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> images = Collections.synchronizedList(new ArrayList<>());

    private Generator saying(Function<String, Map<String, Object>> answer) {
        return (model, prompt, options) -> {
            prompts.add(prompt.text());
            images.add(prompt.images().size());
            return new Generation(Json.text(answer.apply(prompt.text())), true, OptionalInt.of(10), OptionalInt.of(5));
        };
    }

    /** One answer after the other. */
    @SafeVarargs
    private Generator saying(Map<String, Object>... answers) {
        Iterator<Map<String, Object>> next = Arrays.asList(answers).iterator();
        return saying(prompt -> next.next());
    }

    private static Sample sample(Part... parts) {
        return Sample.read("sample", Map.of(), List.of(parts));
    }

    private static Part text(String text, String role) {
        return new Part.Text(text, role.isEmpty() ? Map.of() : Map.of(PartAttributes.ROLE, role));
    }

    private static String attribute(WritingRun run, int part, String name) {
        return run.left().getFirst().parts().get(part).attributes().get(name);
    }

    private static Map<String, Object> caption(String text) {
        return Map.of("caption", text);
    }

    private Sample seen(String page, String seen) {
        Part picture = TestImages.part(TestImages.png(9, 9), Map.of("recaption", seen, "recaption.made", "{}"));
        return page.isEmpty() ? sample(picture) : sample(picture, text(page, PartAttributes.DESCRIPTION));
    }

    @Test
    void aFusedCaptionKeepsWhatThePageKnowsAndInventsNothing() {
        Sample pair = seen("Bridge of Kotor, built 1703 (buy now)", "A stone bridge over a river.");
        WritingRun run = WritingRun.of(
                saying(caption("A stone bridge over a river."), caption("The bridge of Kotor, built by Ivan in 1703."),
                        caption("The stone bridge of Kotor, built in 1703, over a river.")),
                "caps_fusion", pair);
        assertThat(attribute(run, 0, "fused_caption")).isEqualTo("The stone bridge of Kotor, built in 1703, over a river.");
        assertThat(run.count()).isEqualTo(new ScoreCount(3, 0));
        assertThat(attribute(run, 0, "recaption")).isEqualTo("A stone bridge over a river.");
        assertThat(run.left().getFirst().text()).contains("buy now");
    }

    @Test
    void whatIsSeenAloneIsTakenAsItIs() {
        WritingRun run = WritingRun.of(saying(), "caps_fusion", seen("", "A stone bridge."), WritingRun.pair(1, "Not seen"));
        assertThat(run.attribute("fused_caption")).containsExactly("A stone bridge.", "");
        assertThat(run.attribute("fused_caption.made")).containsExactly("{}", "");
        assertThat(prompts).isEmpty();
    }

    @Test
    void aCaptionIsSaidInFourOtherWays() {
        WritingRun run = WritingRun.of(
                saying(prompt -> caption("said " + prompts.size())), "laclip_rewrite", WritingRun.pair(1, "A goat on a roof"));
        Map<String, String> attributes = run.left().getFirst().parts().getLast().attributes();
        assertThat(attributes).containsEntry("laclip_plain", "said 1").containsEntry("laclip_detail", "said 2")
                .containsEntry("laclip_short", "said 3").containsEntry("laclip_story", "said 4").containsKey("laclip_story.made");
        assertThat(prompts).hasSize(4).doesNotHaveDuplicates().allMatch(prompt -> prompt.contains("A goat on a roof"));
    }

    @Test
    void theBestOfSeveralIsTheOneThatFitsThePicture() throws IOException {
        Sample picture = sample(TestImages.part(TestImages.png(9, 9), Map.of()));
        for (String selector : List.of("tags", "clip")) {
            WritingRun run = WritingRun.of(
                    saying(caption("a cat"), caption("red"), caption("green"), caption("blue")), "best_of_n: {selector: " + selector + "}",
                    picture);
            String best = attribute(run, 0, "best_caption");
            JsonNode made = Json.mapper().readTree(attribute(run, 0, "best_caption.made"));
            assertThat(best).isIn("red", "green", "blue");
            assertThat(made.path("calls").asInt()).isEqualTo(4);
            assertThat(made.path("candidates").asInt()).isEqualTo(4);
            assertThat(made.path("score").asDouble()).isGreaterThan(0.5);
            assertThat(run.count()).isEqualTo(new ScoreCount(4, 0));
        }
        WritingRun refused = WritingRun.of(saying(prompt -> caption("a cat")), "best_of_n: {min_score: 0.5}", picture);
        assertThat(refused.reasons()).isEqualTo(Map.of("best_of_n: ANSWER_REFUSED", 1L));
    }

    @Test
    void stepsThatLeadToAnotherAnswerAreNotWritten() {
        Sample question = sample(
                text("boats\t12", PartAttributes.TABLE),
                text("How many boats?", PartAttributes.QUESTION),
                text("12", PartAttributes.ANSWER));
        Map<String, Object> wrong = Map.of("steps", List.of("guess"), "answer", "13");
        WritingRun run = WritingRun.of(
                saying(wrong, Map.of("steps", List.of("Look.", "Count."), "answer", "The 12.0")), "rationale", question);
        assertThat(attribute(run, 2, "rationale")).isEqualTo("Look.\nCount.");
        assertThat(prompts).hasSize(2).allMatch(prompt -> prompt.contains("boats\t12") && !prompt.contains("\n12\n"));
        assertThat(WritingRun.of(saying(prompt -> wrong), "rationale", question).reasons())
                .isEqualTo(Map.of("rationale: ANSWER_REFUSED", 1L));
    }

    @Test
    void longTextsAreTranslatedPieceByPiece() {
        String first = "Ein Satz. ".repeat(9).strip();
        Sample text = sample(text(first + "\n\n" + "Noch einer. ".repeat(7), ""), text("  ", ""));
        WritingRun run = WritingRun.of(
                saying(Map.of("text", "x"), Map.of("text", "A sentence. ".repeat(9)), Map.of("text", "One more. ".repeat(7))),
                "translate: {max_chars: 100, language: English}", text);
        assertThat(attribute(run, 0, "translation")).startsWith("A sentence. A").contains("sentence.\n\nOne more.").endsWith("One more.");
        assertThat(attribute(run, 0, "translation.made")).contains("\"calls\":3");
        assertThat(run.left().getFirst().parts().get(1).attributes()).isEmpty();
    }

    @Test
    void aSummaryIsShorterThanItsTextAndLongTextsAreSummedUpTwice() {
        String text = "A paragraph of a long text about the tide.\n\n".repeat(10).strip();
        WritingRun run = WritingRun.of(
                saying(prompt -> Map.of("summary", prompt.contains("about the tide") ? "On the tide." : "Tide.")),
                "summarise: {max_chars: 200}", sample(text(text, "")), sample(text("Short.", "")));
        assertThat(run.attribute("summary")).containsExactly("Tide.", "");
        WritingRun longer = WritingRun.of(saying(prompt -> Map.of("summary", text + " Again.")), "summarise", sample(text(text, "")));
        assertThat(longer.reasons()).isEqualTo(Map.of("summarise: ANSWER_REFUSED", 1L));
    }

    @Test
    void aVideoIsDescribedByItsPictures() {
        WritingRun run = WritingRun.of(
                saying(caption("A colour changes.")), "video_to_text: {frame_sampling_method: uniform, frame_num: 3}",
                TestMedia.sample(TestMedia.video()));
        assertThat(run.attribute("video_caption")).containsExactly("A colour changes.");
        assertThat(images).containsExactly(3);
    }

    @Test
    void onlyWhatStandsInTheDocumentIsFound() {
        Sample bill = sample(
                text("\ud83d\ude00 Bill of 3 May\nTotal: 12.50", ""),
                TestImages.part(TestImages.png(9, 9), Map.of(PartAttributes.OCR, "Ann")));
        Map<String, Object> answer = Map.of("found", List.of(
                Map.of("field", "amount", "value", "12.50", "line", 2), Map.of("field", "date", "value", "3 May", "line", 1),
                Map.of("field", "date", "value", "3 June", "line", 1), Map.of("field", "name", "value", "Bill", "line", 7),
                Map.of("field", "name", "value", "Ann", "line", 1)));
        WritingRun run = WritingRun.of(saying(prompt -> answer), "key_information", bill);
        assertThat(attribute(run, 0, "key_information")).isEqualTo("""
                [{"end":15,"field":"date","start":10,"value":"3 May"},{"end":28,"field":"amount","start":23,"value":"12.50"}]""");
        assertThat(attribute(run, 1, "key_information")).isEqualTo("""
                [{"end":3,"field":"name","start":0,"value":"Ann"}]""");
        Map<String, Object> invented = Map.of("found", List.of(Map.of("field", "date", "value", "1 June", "line", 1)));
        assertThat(WritingRun.of(saying(prompt -> invented), "key_information", bill).reasons())
                .isEqualTo(Map.of("key_information: ANSWER_REFUSED", 1L));
    }

    @Test
    void examplesAreLikeTheQuestionUnlikeEachOtherAndFit() {
        String pool = "pool: [\"red boat => 1\", \"red boat sail => 2\", \"red house => 3\", \"green tree => 4\", \"blue red boat => 5\"]";
        Sample question = sample(text("A page", ""), text("red boat", PartAttributes.QUESTION));
        String like = attribute(
                WritingRun.of(saying(), "demonstrations: {count: 2, diversity: 0, " + pool + "}", question), 1, "demonstrations");
        assertThat(like).isEqualTo("Q: blue red boat\nA: 5\n\nQ: red boat sail\nA: 2");
        String unlike = attribute(
                WritingRun.of(saying(), "demonstrations: {count: 2, diversity: 0.9, " + pool + "}", question), 1, "demonstrations");
        assertThat(unlike).contains("green tree");
        String few = attribute(WritingRun.of(
                new MemoryObjectStore(), saying(), "demonstrations: {max_tokens: 6, diversity: 0, " + pool + "}", List.of(question)),
                1, "demonstrations");
        assertThat(few).isEqualTo("Q: red boat sail\nA: 2");
    }
}
