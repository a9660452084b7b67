package dev.tandem.operators.creators.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.creators.QuestionItem;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.FilterRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContrastQuestionsCreatorTest {
    private static final String TABLE = "Name\tSize\tKind\nnorth\t1\tbig\nsouth\t22\tbig\neast\t3\tsmall";
    private static final String SCENE = "red\tcircle\tlarge\t40\t40\nblue\tcircle\tsmall\t110\t45\norange\tstar\tsmall\t180\t200";

    private static CreatorRun contrast(Map<String, Object> params, Sample... parents) {
        return CreatorRun.of("contrast_questions", params, parents);
    }

    private static Sample table(String text) {
        return Sample.read("page", Map.of(), List.of(new Part.Text(text, Map.of(PartAttributes.ROLE, PartAttributes.TABLE))));
    }

    private static Map<String, String> answers(List<Sample> made) {
        return made.stream().collect(Collectors.toMap(
                item -> QuestionItem.text(item, PartAttributes.QUESTION), item -> QuestionItem.text(item, PartAttributes.ANSWER),
                (one, other) -> one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"counting_scenes", "spatial_scenes", "chart_questions"})
    void asManyAnswersAreNoAsYesOnEachLevel(String origin) {
        Map<String, Object> params = origin.startsWith("chart") ? Map.of("made_up", 2, "questions", 2) : Map.of("scenes", 4);
        Sample[] parents = CreatorRun.of(origin, params, FilterRun.text("a")).made().toArray(Sample[]::new);
        CreatorRun run = contrast(Map.of("pairs", 3), parents);

        Map<String, Long> counts = run.made().stream().collect(Collectors.groupingBy(
                item -> item.metadata().get("contrast") + " " + QuestionItem.text(item, PartAttributes.ANSWER), Collectors.counting()));
        assertThat(counts).containsOnlyKeys(
                "object yes", "object no", "attribute yes", "attribute no", "knowledge yes", "knowledge no");
        Stream.of("object", "attribute", "knowledge").forEach(level ->
                assertThat(counts.get(level + " yes")).isEqualTo(counts.get(level + " no")));
        assertThat(run.refused()).doesNotContain("answer not confirmed");
        assertThat(run.made()).allSatisfy(item -> {
            assertThat(item.parts().getFirst()).isInstanceOf(Part.Media.class);
            assertThat(item.metadata()).containsEntry("verified", item.contentDigest().hex())
                    .containsEntry("operator", "contrast_questions@1");
            assertThat(Arrays.stream(parents).map(Sample::id)).contains(item.parents().getFirst());
        });
    }

    @Test
    void tablesAreAskedAboutThemselves() {
        Map<String, String> answers = answers(contrast(Map.of("pairs", 60), table(TABLE)).made());

        assertThat(answers).containsEntry("Is there \"north\" under \"Name\"?", "yes")
                .containsEntry("Is there \"Total\" under \"Name\"?", "no")
                .containsEntry("With \"Name\" being \"south\", is \"Size\" \"22\"?", "yes")
                .containsEntry("With \"Name\" being \"south\", is \"Size\" \"3\"?", "no")
                .containsEntry("With \"Name\" being \"east\", is \"Kind\" \"big\"?", "no")
                .containsEntry("Is the largest \"Size\" that with \"Name\" being \"south\"?", "yes")
                .containsEntry("Is the largest \"Size\" that with \"Name\" being \"east\"?", "no");
    }

    @Test
    void scenesAreAskedAboutWhatIsThereAndIsNot() {
        Sample scene = Sample.read("scene", Map.of("scene", SCENE), CreatorRun.of(
                "counting_scenes", Map.of(), FilterRun.text("a")).made().getFirst().parts());
        Map<String, String> answers = answers(contrast(Map.of("pairs", 100), scene).made());

        assertThat(answers).containsEntry("Is there a circle in the picture?", "yes")
                .containsEntry("Is there a diamond in the picture?", "no")
                .containsEntry("Is there an orange star in the picture?", "yes")
                .containsEntry("Is there an orange circle in the picture?", "no")
                .containsEntry("Is the number of shapes of the kind circle 2?", "yes")
                .containsEntry("Is the number of shapes of the kind circle 1?", "no")
                .containsEntry("Is the number of shapes that are red 2?", "no");
    }

    @Test
    void whatCannotBeContrastedIsRefused() {
        CreatorRun run = contrast(Map.of(), table("Name\tSize\nnorth\t2\nsouth\t2.0"));

        assertThat(run.made()).hasSize(2);
        assertThat(run.refused()).containsExactly("nothing to contrast", "nothing to contrast");
        assertThat(contrast(Map.of(), table("A\tB\n1\t2")).refused()).containsExactly("table too small");
        assertThat(contrast(Map.of("levels", List.of("object")), table(TABLE)).made()).hasSize(2);
        assertThatThrownBy(() -> contrast(Map.of("levels", List.of("none")))).hasMessageContaining("'levels'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {
        "Is there \"x\" under \"Colour\"?", "With \"Name\" being \"west\", is \"Size\" \"1\"?",
        "Is the largest \"Kind\" that with \"Name\" being \"east\"?", "Who are you?", "Is there a circle in the picture?"
    })
    void whatTheTableDoesNotAnswerHasNoAnswer(String question) {
        assertThat(FactCheck.ofTable(TABLE, question)).isEmpty();
    }

    @Test
    void metadataThatIsNoSceneIsNotAskedAbout() {
        List<Part> parts = CreatorRun.of("counting_scenes", Map.of(), FilterRun.text("a")).made().getFirst().parts();

        assertThat(contrast(Map.of(), Sample.read("x", Map.of("scene", "at the river"), parts)).made()).isEmpty();
        assertThat(FactCheck.ofScene(SCENE, "Is it red?")).isEmpty();
    }
}
