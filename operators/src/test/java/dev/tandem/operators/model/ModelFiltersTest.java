package dev.tandem.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters that ask models about pictures and texts, with models that know colours. */
class ModelFiltersTest {
    private static final byte[] RED = colour(0xff0000);
    private static final byte[] GREEN = colour(0x00ff00);

    private static byte[] colour(int rgb) {
        return TestImages.png(8, 6, (x, y) -> rgb);
    }

    private static Sample pair(String text, byte[]... images) {
        List<Part> parts = new ArrayList<>();
        for (byte[] image : images) {
            parts.add(TestImages.part(image, Map.of()));
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
        return Sample.read("source of " + text + images.length, Map.of(), parts);
    }

    private static double[] scores(String operator, Map<String, Object> params, Sample sample) {
        return (double[]) new FilterRun(operator, params).of(sample).values().values().iterator().next();
    }

    @Test
    void theClipScoreIsTheCosineOfPictureAndText() {
        FilterRun run = new FilterRun("clip_score", Map.of("min_score", 0.5));

        assertThat(run.decision(pair("red", RED))).isEqualTo("keep");
        assertThat(run.decision(pair("green", RED))).isEqualTo("similarity outside limits");
        assertThat(scores("clip_score", Map.of(), pair("a red", RED, GREEN))).containsExactly(0.7071, 0);
    }

    @Test
    void theDescriptionCountsBeforeOtherText() {
        Sample described = Sample.read("described", Map.of(), List.of(
                TestImages.part(RED, Map.of()),
                new Part.Text("green"),
                new Part.Text("red", Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION))));
        Sample onlyAlt = Sample.read("alt", Map.of(), List.of(TestImages.part(RED, Map.of(PartAttributes.ALT, "red"))));

        assertThat(scores("clip_score", Map.of(), described)).containsExactly(1);
        assertThat(scores("clip_score", Map.of(), onlyAlt)).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({"clip_score", "image_text_matching", "tag_similarity", "t_mars", "phrase_grounding_recall"})
    void withoutTextThereIsNothingToCompareAndWithoutImagesNothingToJudge(String operator) {
        FilterRun run = new FilterRun(operator, Map.of());

        assertThat(run.decision(pair("", RED))).isEqualTo("no text to compare with");
        assertThat(run.decision("text alone")).isEqualTo("keep");
    }

    @Test
    void modelsOfDifferentSpacesAreRefused() {
        FilterRun run = new FilterRun("clip_score", Map.of("text_model", "toxic_text"));
        assertThatThrownBy(() -> run.of(pair("red", RED)))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RECIPE))
                .hasMessageContaining("do not belong together");
    }

    @ParameterizedTest
    @CsvSource({"nsfw, image is not safe for work", "watermark, image is watermarked"})
    void badPicturesAreDroppedByTheProbabilityOfTheirLabel(String operator, String reason) {
        FilterRun run = new FilterRun(operator, Map.of("any_or_all", "all"));

        assertThat(run.decision(pair("", RED))).isEqualTo(reason);
        assertThat(run.decision(pair("", GREEN))).isEqualTo("keep");
        assertThat(run.decision(pair("", GREEN, RED))).isEqualTo(reason);
        assertThat(scores(operator, Map.of(), pair("", GREEN, RED))).containsExactly(0, 1);
    }

    @Test
    void beautyIsHeldAgainstTheScaleOfItsModel() {
        assertThat(new FilterRun("aesthetic", Map.of()).decision(pair("", GREEN))).isEqualTo("keep");
        assertThat(new FilterRun("aesthetic", Map.of("scale", 10)).decision(pair("", GREEN)))
                .isEqualTo("aesthetic score outside limits");
    }

    @Test
    void aModelThatReadsBothSaysWhetherTheyMatch() {
        FilterRun run = new FilterRun("image_text_matching", Map.of());

        assertThat(run.decision(pair("something red", RED))).isEqualTo("keep");
        assertThat(run.decision(pair("something else", RED))).isEqualTo("matching score outside limits");
    }

    @Test
    void tagsAreWeighedByTheirProbabilities() {
        byte[] both = TestImages.png(8, 6, (x, y) -> x < 6 ? 0xff0000 : 0x0000ff);
        // The tags' vectors are at right angles: three parts of red and one of blue.
        assertThat(scores("tag_similarity", Map.of(), pair("red", both)))
                .containsExactly(Math.rint(3 / Math.sqrt(10) * 10_000) / 10_000);
        assertThat(scores("tag_similarity", Map.of("top_tags", 1), pair("blue", both))).containsExactly(0);
    }

    @Test
    void anyModelOfPicturesOrTextsCanBeAskedForOneOfItsNumbers() {
        assertThat(scores("image_score", Map.of("model", "efficientnet_lite0", "label", "green"), pair("", GREEN))).containsExactly(1);
        // Logits 1, 0, 0.
        assertThat(scores("image_score", Map.of("model", "logits", "label", "red"), pair("", RED)))
                .containsExactly(Math.rint(Math.E / (Math.E + 2) * 1e6) / 1e6);
        FilterRun text = new FilterRun("text_score", Map.of("model", "toxic_text", "label", "toxic", "max_score", 0.5));
        assertThat(text.decision("all red")).isEqualTo("score above max_score");
        assertThat(text.decision("all green")).isEqualTo("keep");
        assertThat(text.decision(" ")).isEqualTo("no text");
        assertThat(new FilterRun("toxic_text", Map.of()).decision("all red")).isEqualTo("text is toxic");
    }

    @Test
    void aNumberThatAModelDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> scores("image_score", Map.of("model", "efficientnet_lite0", "label", "gren"), pair("", RED)))
                .hasMessageContaining("did you mean 'green'?");
        assertThatThrownBy(() -> scores("image_score", Map.of("model", "efficientnet_lite0"), pair("", RED)))
                .hasMessageContaining("Set label to one of its labels");
    }

    @Test
    void aBrokenPictureFailsItsSampleAlone() {
        FilterRun run = new FilterRun("clip_score", Map.of());
        var verdicts = run.of(List.of(pair("red", RED, new byte[] {1, 2, 3}), pair("red", RED)));

        assertThat(verdicts.getFirst().failure().orElseThrow().code()).isEqualTo(ErrorCode.BROKEN_MEDIA);
        assertThat(verdicts.getLast().decision().keep()).isTrue();
        assertThat((double[]) verdicts.getLast().values().get("similarity")).containsExactly(1);
    }
}
