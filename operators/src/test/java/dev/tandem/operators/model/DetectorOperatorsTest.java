package dev.tandem.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WordVectors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of the boxes of detectors, with ones that find colours. */
class DetectorOperatorsTest {
    /** Green, with a red plate that has a blue stripe. */
    private static byte[] plate() {
        return TestImages.png(60, 40, (x, y) -> {
            boolean inside = x >= 20 && x < 40 && y >= 10 && y < 20;
            return inside ? x == 30 ? 0x0000ff : 0xff0000 : 0x00ff00;
        });
    }

    private static MediaMapper mapper(Map<String, Object> params) {
        return (MediaMapper) OperatorCatalog.load()
                .create("image_plate_blur", params, new OperatorContext(new WordVectors(), MediaLimits.DEFAULT));
    }

    @Test
    void platesAreBlurredAndTheRestStays() throws Exception {
        Part.Media old = TestImages.part(plate(), Map.of());

        Pixels after = ImageDecoder.decode(mapper(Map.of()).map(old).content(), MediaLimits.DEFAULT).pixels();

        assertThat(after.blue(15 * 60 + 30)).isBetween(1, 150);
        assertThat(after.green(5 * 60 + 5)).isEqualTo(255);
        Part.Media none = TestImages.part(TestImages.png(60, 40, (x, y) -> 0x00ff00), Map.of());
        assertThat(mapper(Map.of()).map(none)).isSameAs(none);
        assertThat(mapper(Map.of("min_score", 0.8)).map(old)).isSameAs(old);
    }

    @Test
    void oneLabelOfADetectorCanBeMeant() throws Exception {
        Part.Media old = TestImages.part(plate(), Map.of());
        Pixels after = ImageDecoder.decode(
                mapper(Map.of("detector", "object_detect", "label", "blue", "radius", 2)).map(old).content(), MediaLimits.DEFAULT).pixels();

        // The stripe alone is what was blurred, within its own edges.
        assertThat(after.red(15 * 60 + 29)).isEqualTo(255);
        assertThatThrownBy(() -> mapper(Map.of("detector", "object_detect", "label", "plate")).map(old))
                .hasMessageContaining("knows no 'plate'");
        assertThatThrownBy(() -> mapper(Map.of("detector", "open_nsfw")).map(old)).hasMessageContaining("Name a detector");
    }

    @Test
    void phrasesAreLookedForAmongTheThings() {
        assertThat(recall("a red and a blue, and the tower")).isEqualTo(Math.rint(2 / 3.0 * 10_000) / 10_000);
        assertThat(recall("violet")).isZero();
        assertThat(new FilterRun("phrase_grounding_recall", Map.of()).decision(pair("of the and"))).isEqualTo("no text to compare with");
        assertThat(new FilterRun("phrase_grounding_recall", Map.of("min_recall", 0.9)).decision(pair("red, violet")))
                .isEqualTo("share of grounded phrases outside limits");
        assertThat(new FilterRun("phrase_grounding_recall", Map.of("min_confidence", 0.9)).of(pair("red")).values())
                .containsEntry("recall", new double[] {0});
    }

    private static Sample pair(String text) {
        return Sample.read("pair " + text, Map.of(), List.of(TestImages.part(plate(), Map.of()), new Part.Text(text)));
    }

    private static double recall(String text) {
        return ((double[]) new FilterRun("phrase_grounding_recall", Map.of()).of(pair(text)).values().get("recall"))[0];
    }

    @Test
    void phrasesAreWordsWithoutFunctionWordsBetween() {
        assertThat(Phrases.of("A small red-brick mill by the river, in winter", 9))
                .containsExactly("small red-brick mill", "river", "winter");
        assertThat(Phrases.of("mill river tower bridge boat", 9)).containsExactly("mill river tower bridge", "boat");
        assertThat(Phrases.of("mill. mill! Mill", 9)).containsExactly("mill");
        assertThat(Phrases.of("the mill, the river", 1)).containsExactly("mill");
        assertThat(Phrases.of("of the and", 9)).isEmpty();
        assertThat(Phrases.of("", 9)).isEmpty();
    }
}
