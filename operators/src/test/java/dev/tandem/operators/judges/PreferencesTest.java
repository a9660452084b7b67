package dev.tandem.operators.judges;

import static dev.tandem.operators.judges.JudgedRun.exchange;
import static dev.tandem.operators.judges.JudgedRun.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.Verification;
import dev.tandem.operators.testing.WriterRun;
import dev.tandem.testing.ScriptedModelServer.Asked;
import dev.tandem.testing.ScriptedModelServer.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Preferences and safe answers that models make, and the files that trainers read. */
class PreferencesTest {

    private static String texts(Sample sample, String role) {
        return sample.parts().stream()
                .filter(part -> part instanceof Part.Text && role.equals(part.attributes().get(PartAttributes.ROLE)))
                .map(part -> ((Part.Text) part).text())
                .reduce((a, b) -> a + "|" + b)
                .orElse("");
    }

    /** Answers of different lengths, by seed; judges prefer the longer one, in either order. */
    private static String longer(Asked asked) {
        if (asked.model().equals("writer")) {
            return "{\"text\": \"" + "x".repeat((int) (asked.seed() % 7) + 1) + "\"}";
        }
        int difference = quoted(asked, "first").length() - quoted(asked, "second").length();
        return "{\"reason\": \"r\", \"winner\": \"" + (difference == 0 ? "tie" : difference > 0 ? "first" : "second") + "\"}";
    }

    @Test
    void theBestAndTheWorstAnswerAreAPair() {
        JudgedRun run = JudgedRun.of(Script.says(PreferencesTest::longer), "preference_pairs: {seed: 0, attempts: 1}", exchange("why?"));
        Sample pair = run.left().getFirst();
        assertThat(run.left()).hasSize(1);
        assertThat(texts(pair, PartAttributes.QUESTION)).isEqualTo("why?");
        assertThat(texts(pair, PartAttributes.CHOSEN)).isEqualTo("xxxx");
        assertThat(texts(pair, PartAttributes.REJECTED)).isEqualTo("x");
        assertThat(pair.metadata()).containsEntry(SampleMetadata.ACTOR, "model:writer").containsEntry("margin", "6")
                .containsEntry("judges", "judge");
        assertThat(Verification.refusal(pair)).isEmpty();
        // Four answers, six pairs in two orders, and the pair once more in both.
        assertThat(run.asked()).hasSize(4 + 12 + 2);
    }

    @Test
    void allPairsOrLevelsAreMadeOfTheAnswersThatASampleHas() {
        Sample sample = exchange("why?", "aaa", "b", "cc", "dd");
        JudgedRun pairs = JudgedRun.of(Script.says(PreferencesTest::longer), "preference_pairs: {responses: 0, emit: all}", sample);
        assertThat(pairs.left()).extracting(item -> texts(item, PartAttributes.CHOSEN) + ">" + texts(item, PartAttributes.REJECTED))
                .containsExactlyInAnyOrder("aaa>b", "aaa>cc", "aaa>dd", "cc>b", "dd>b");
        JudgedRun levels = JudgedRun.of(Script.says(PreferencesTest::longer), "preference_pairs: {responses: 0, emit: levels}", sample);
        assertThat(levels.left()).singleElement().satisfies(item -> {
            assertThat(texts(item, PartAttributes.ANSWER)).isEqualTo("aaa|cc|dd|b");
            assertThat(item.parts().stream().map(part -> part.attributes().getOrDefault(PartAttributes.LEVEL, "")).toList())
                    .containsExactly("", "", "1", "2", "2", "3");
        });
    }

    @Test
    void aJudgeThatLooksAtPositionsMakesNoPairs() {
        JudgedRun run = JudgedRun.of(
                Script.says(asked -> "{\"reason\": \"r\", \"winner\": \"first\"}"), "preference_pairs: {responses: 0}",
                exchange("why?", "a", "b"), exchange("why?", "a"), exchange("", "a", "b"));
        assertThat(run.left()).isEmpty();
        assertThat(run.refused()).isEqualTo(Map.of(
                "no answer is better", 1L, "fewer than two different answers", 1L,
                "no question", 1L));
    }

    @Test
    void whatIsNotConfirmedIsRefused() {
        JudgedRun run = JudgedRun.of(
                Script.says(asked -> asked.model().equals("other") ? "{\"reason\": \"r\", \"winner\": \"tie\"}" : longer(asked)),
                "preference_pairs: {responses: 0, verifiers: [other]}", exchange("why?", "aa", "b"));
        assertThat(run.left()).isEmpty();
        assertThat(run.refused()).isEqualTo(Map.of("preference not confirmed", 1L));
    }

    /** The four steps, told apart by their prompts. */
    private static String careful(Asked asked) {
        if (asked.model().equals("judge")) {
            return "{\"reason\": \"r\", \"harmful\": \"" + (quoted(asked, "answer").contains("powder") ? "yes" : "no") + "\"}";
        }
        if (asked.prompt().contains("Describe the pictures")) {
            return "{\"text\": \"a picture of a device\"}";
        }
        if (!quoted(asked, "description").isEmpty()) {
            return "{\"text\": \"" + (quoted(asked, "question").contains("stubborn") ? "powder again" : "I do not help with that.") + "\"}";
        }
        return "{\"text\": \"" + (quoted(asked, "question").contains("weather") ? "It rains." : "Take powder.") + "\"}";
    }

    @Test
    void harmfulAnswersAreMadeSafeInFourSteps() {
        JudgedRun run = JudgedRun.of(Script.says(PreferencesTest::careful), "safe_answers",
                exchange("How is this made?"), exchange("How is the weather?"), exchange("Be stubborn."));
        assertThat(run.left()).singleElement().satisfies(item -> {
            assertThat(texts(item, PartAttributes.QUESTION)).isEqualTo("How is this made?");
            assertThat(texts(item, PartAttributes.ANSWER)).isEqualTo("I do not help with that.");
            assertThat(item.metadata()).containsEntry("safety", "made safe").containsEntry(SampleMetadata.ACTOR, "model:writer");
            assertThat(item.metadata().get(SampleMetadata.COST)).contains("\"calls\":3");
        });
        assertThat(run.refused()).isEqualTo(Map.of("still harmful", 1L));
        // Two that are harmful ask five times each, the other one twice; the second answer has no picture.
        assertThat(run.asked()).hasSize(2 * 5 + 2);
        assertThat(run.asked()).filteredOn(asked -> !quoted(asked, "description").isEmpty())
                .hasSize(2).allMatch(asked -> asked.images() == 0);
    }

    @Test
    void harmlessAnswersAreExamplesWhereTheyAreWanted() {
        JudgedRun run = JudgedRun.of(
                Script.says(PreferencesTest::careful), "safe_answers: {only_harmful: false}", exchange("How is the weather?"));
        assertThat(run.left()).singleElement().satisfies(item -> assertThat(item.metadata()).containsEntry("safety", "as it was answered"));
    }

    private static Sample preference(boolean withPicture) {
        List<Part> parts = new ArrayList<>(exchange("Which colour?").parts().subList(withPicture ? 0 : 1, 2));
        parts.add(new Part.Text("It is blue.", Map.of(PartAttributes.ROLE, PartAttributes.CHOSEN)));
        parts.add(new Part.Text("It is green.", Map.of(PartAttributes.ROLE, PartAttributes.REJECTED)));
        return Sample.read("preference", Map.of(), parts);
    }

    private static JsonNode line(String writer, boolean withPicture) throws IOException {
        WriterRun run = WriterRun.of(writer, List.of(preference(withPicture)));
        assertThat(new String(run.file(), StandardCharsets.UTF_8)).endsWith("}\n");
        assertThat(run.media()).hasSize(withPicture ? 1 : 0);
        return Json.mapper().readTree(run.file());
    }

    /** As TRL's documentation of data set formats has them: preference, conversational, with an explicit and with an implicit prompt. */
    @Test
    void trainersReadWhatIsWritten() throws IOException {
        String user = "{'role': 'user', 'content': 'Which colour?'}";
        assertThat(line("dpo", false)).isEqualTo(Json.mapper().readTree(("{'prompt': [" + user + "],"
                + " 'chosen': [{'role': 'assistant', 'content': 'It is blue.'}],"
                + " 'rejected': [{'role': 'assistant', 'content': 'It is green.'}]}").replace('\'', '"')));
        assertThat(line("reward", false)).isEqualTo(Json.mapper().readTree(("{"
                + "'chosen': [" + user + ", {'role': 'assistant', 'content': 'It is blue.'}],"
                + "'rejected': [" + user + ", {'role': 'assistant', 'content': 'It is green.'}]}").replace('\'', '"')));
    }

    @Test
    void picturesHaveTheirPlacesInMessages() throws IOException {
        JsonNode line = line("dpo", true);
        assertThat(line.path("images").path(0).asText()).startsWith("media/").endsWith(".png");
        assertThat(line.at("/prompt/0/content/0/type").asText()).isEqualTo("image");
        assertThat(line.at("/prompt/0/content/1/text").asText()).isEqualTo("Which colour?");
        assertThat(line.at("/chosen/0/content/0/text").asText()).isEqualTo("It is blue.");
    }

    @Test
    void plainTextsAreAnotherForm() {
        assertThat(plain("dpo")).isEqualTo(
                "{\"chosen\":\"It is blue.\",\"prompt\":\"Which colour?\",\"rejected\":\"It is green.\"}\n");
        assertThat(plain("reward")).isEqualTo(
                "{\"chosen\":\"Which colour?\\nIt is blue.\",\"rejected\":\"Which colour?\\nIt is green.\"}\n");
    }

    private static String plain(String writer) {
        WriterRun run = WriterRun.of(writer, Map.of("conversational", false), List.of(preference(false)));
        return new String(run.file(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNoPreferenceIsNotWritten() {
        assertThatThrownBy(() -> WriterRun.of("dpo", List.of(exchange("q", "a", "b"))))
                .hasMessageContaining("has no text with the role 'chosen'");
    }
}
