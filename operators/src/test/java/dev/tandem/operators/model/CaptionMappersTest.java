package dev.tandem.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.shard.Overlay;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WordVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Captions that are found and chosen, by models that know colours. */
class CaptionMappersTest {
    private static final byte[] RED = TestImages.png(8, 6, (x, y) -> 0xff0000);

    private static Sample pair(String text, Map<String, String> attributes) {
        return Sample.read("pair", Map.of(), List.of(TestImages.part(RED, attributes), new Part.Text(text)));
    }

    private static Map<String, String> written(String operator, Map<String, Object> params, Sample sample) {
        OperatorContext context = new OperatorContext(new WordVectors(), MediaLimits.DEFAULT);
        List<CurationOperator> operators = List.of(OperatorCatalog.load().create(operator, params, context));
        FusedPass.Result result = PassStep.inMemory(List.of(operator), operators, List.of(sample), FusedPass.VerdictSink.IGNORE);
        return Overlay.decode(result.overlay().encode(), digest -> new byte[0]).apply(0, sample).parts().getFirst().attributes();
    }

    @Test
    void theNearestDescriptionIsTakenWithTagsAndText() {
        Map<String, String> attributes =
                written("retrieved_caption", Map.of("tagger", "efficientnet_lite0"), pair("mine", Map.of("ocr", "STOP\nhere")));
        assertThat(attributes).containsEntry("retrieved_caption", "something red. Things: red. Text: \"STOP here\".");
    }

    @Test
    void theOwnDescriptionIsNotTakenNorIsOneThatIsFarOff() {
        assertThat(written("retrieved_caption", Map.of("nearest", 2), pair("something red", Map.of())))
                .containsEntry("retrieved_caption", "A green lawn. the blue sky.");
        assertThat(written("retrieved_caption", Map.of("min_similarity", 0.5), pair("something red", Map.of())))
                .containsEntry("retrieved_caption", "");
    }

    @Test
    void whatIsNoIndexIsRefused() {
        byte[] index = CaptionIndex.encode(new float[][] {{1, 0}}, List.of("one"));
        assertThat(CaptionIndex.decode(index).nearest(new float[] {1, 0}, 5, ""))
                .extracting(CaptionIndex.Nearest::text).containsExactly("one");
        for (int length = 0; length < index.length; length++) {
            byte[] cut = Arrays.copyOf(index, length);
            assertThatThrownBy(() -> CaptionIndex.decode(cut)).isInstanceOfSatisfying(
                    TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CONTRACT));
        }
        assertThatThrownBy(() -> CaptionIndex.decode(index).nearest(new float[] {1}, 1, "")).hasMessageContaining("belong together");
    }

    @Test
    void theTextThatFitsBestIsWrittenBesideTheOthers() {
        Map<String, String> captions = Map.of("recaption", "red", "retrieved_caption", "a red");
        assertThat(written("caption_rescue", Map.of(), pair("green", captions)))
                .containsEntry("best_caption", "red").containsEntry("best_caption.from", "recaption")
                .containsEntry("retrieved_caption", "a red");
        assertThat(written("caption_rescue", Map.of(), pair("red", captions))).containsEntry("best_caption.from", "description");
        assertThat(written("caption_rescue", Map.of("min_gain", 0.5), pair("a red", captions)))
                .containsEntry("best_caption", "a red").containsEntry("best_caption.from", "description");
        assertThat(written("caption_rescue", Map.of(), pair("", Map.of()))).doesNotContainKey("best_caption");
    }

    @Test
    void whatWasRescuedIsScoredByItsAttribute() {
        Sample sample = pair("green", Map.of("best_caption", "red"));
        assertThat(new FilterRun("clip_score", Map.of("text_attribute", "best_caption")).of(sample).values())
                .containsEntry("similarity", new double[] {1});
        assertThat(new FilterRun("clip_score", Map.of("text_attribute", "recaption")).decision(sample))
                .isEqualTo("no text to compare with");
    }

    @Test
    void imagesOfTheTargetsClustersStay() {
        FilterRun run = new FilterRun("image_cluster", Map.of());
        assertThat(run.decision(RED)).isEqualTo("keep");
        assertThat(run.decision(TestImages.png(8, 6, (x, y) -> 0x00ff00))).isEqualTo("image in no cluster of the target set");
        assertThat(run.of(TestImages.sample(RED)).values())
                .containsEntry("similarity", new double[] {1}).containsEntry("selected", new double[] {1});
        assertThat(new FilterRun("image_cluster", Map.of("selected_only", false)).decision(TestImages.png(8, 6, (x, y) -> 0x00ff00)))
                .isEqualTo("keep");
        assertThat(run.decision("no image")).isEqualTo("keep");
    }
}
