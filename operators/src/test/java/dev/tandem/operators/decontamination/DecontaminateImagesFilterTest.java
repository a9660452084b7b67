package dev.tandem.operators.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.core.evaluation.GivenEvaluationSets;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.dedup.image.PictureHash;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DecontaminateImagesFilterTest {
    private static final byte[] WAVES = picture(128, 1);
    private static final byte[] SMALLER = picture(64, 1);
    private static final byte[] OTHER = picture(128, 3);
    private static final byte[] PLAIN = TestImages.png(64, 64, (x, y) -> TestImages.grey(90));

    /** Waves of so many colours that scaling changes nothing but noise. */
    private static byte[] picture(int side, int kind) {
        return TestImages.png(side, side, (x, y) -> {
            double u = (double) x / side;
            double v = (double) y / side;
            return TestImages.grey((int) (127 + 60 * Math.sin(9 * kind * u * v + kind) + 60 * Math.cos(7 * v * kind - 5 * u)));
        });
    }

    private static FilterRun run(Map<String, Object> params) throws SampleFailedException {
        String hash = String.format("%016x", PictureHash.ofFile(WAVES, MediaLimits.DEFAULT).orElseThrow());
        GivenEvaluationSets sets = new GivenEvaluationSets(Map.of("quiz", new EvaluationSet(List.of(
                new EvaluationItem("words", "Who?", List.of("Ann")),
                new EvaluationItem("far", "", List.of(), List.of(String.format("%016x", ~Long.parseUnsignedLong(hash, 16)))),
                new EvaluationItem("waves", "What?", List.of(), List.of(hash))))));
        Map<String, Object> all = new TreeMap<>(params);
        all.put("eval_sets", List.of(sets.pin("quiz").toString()));
        return new FilterRun("decontaminate_images", all, new OperatorContext(Inference.none(), MediaLimits.DEFAULT, sets));
    }

    @Test
    void aPictureOfAnItemIsFoundHoweverLargeItIs() throws SampleFailedException {
        assertThat(run(Map.of()).of(TestImages.sample(OTHER, WAVES)).values())
                .isEqualTo(Map.of("distance", 0.0, "eval_set", "quiz", "eval_item", "waves"));
        assertThat(run(Map.of()).decision(WAVES)).isEqualTo("picture of an evaluation set");
        assertThat(run(Map.of()).decision(SMALLER)).isEqualTo("picture of an evaluation set");
        assertThat(run(Map.of()).decision(OTHER)).isEqualTo("keep");
    }

    @Test
    void theDistanceSaysWhatIsTheSame() throws SampleFailedException {
        assertThat(run(Map.of("max_distance", 64)).decision(OTHER)).isEqualTo("picture of an evaluation set");
        assertThat(run(Map.of("max_distance", 0)).decision(WAVES)).isEqualTo("picture of an evaluation set");
    }

    @Test
    void whatHasNoPictureOrAPlainOneIsComparedWithNothing() throws SampleFailedException {
        assertThat(run(Map.of("max_distance", 64)).of("words").values()).isEmpty();
        assertThat(run(Map.of("max_distance", 64)).decision(PLAIN)).isEqualTo("keep");
    }
}
