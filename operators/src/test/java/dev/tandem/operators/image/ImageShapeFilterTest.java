package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class ImageShapeFilterTest {

    /** Sizes as Data-Juicer 1.6.1 measures them. */
    @ParameterizedTest
    @CsvFileSource(resources = "/dev/tandem/operators/images/reference.csv")
    void sizesAgreeWithDataJuicer(String file, double width, double height) {
        Verdict verdict = new FilterRun("image_shape", Map.of()).of(TestImages.sample(TestImages.file(file)));

        assertThat((double[]) verdict.values().get("image_width")).containsExactly(width);
        assertThat((double[]) verdict.values().get("image_height")).containsExactly(height);
        assertThat(verdict.decision().keep()).isTrue();
    }

    @Test
    void allLimitsAreIncluded() {
        Sample sample = TestImages.sample(TestImages.png(20, 10));

        assertThat(decision(Map.of("min_width", 20, "max_width", 20, "min_height", 10, "max_height", 10), sample))
                .isEqualTo("keep");
        for (Map<String, Object> params : List.<Map<String, Object>>of(
                Map.of("min_width", 21), Map.of("max_width", 19), Map.of("min_height", 11), Map.of("max_height", 9))) {
            assertThat(decision(params, sample)).isEqualTo("image shape outside limits");
        }
    }

    @Test
    void oneGoodImageIsEnoughUnlessAllAreAskedFor() {
        Sample mixed = TestImages.sample(TestImages.png(20, 20), TestImages.png(2, 2));

        assertThat(decision(Map.of("min_width", 10), mixed)).isEqualTo("keep");
        assertThat(decision(Map.of("min_width", 10, "any_or_all", "all"), mixed))
                .isEqualTo("image shape outside limits");
    }

    @Test
    void aSampleWithoutImagesStays() {
        assertThat(new FilterRun("image_shape", Map.of("min_width", 1000)).decision("text")).isEqualTo("keep");
    }

    @Test
    void brokenImagesFailTheirSampleAndHugeOnesAreNotDecoded() {
        FilterRun run = new FilterRun("image_shape", Map.of());
        TestImages.broken()
                .forEach((what, bytes) -> assertThat(run.of(TestImages.sample(bytes)).failure().orElseThrow().code())
                .as(what)
                .isEqualTo(what.endsWith("header") ? ErrorCode.MEDIA_LIMIT : ErrorCode.BROKEN_MEDIA));
    }

    @Test
    void theLimitsOfTheInstallationHold() {
        OperatorContext small = new OperatorContext(Inference.none(), new MediaLimits(50, 2_000, 1 << 20, 1 << 20));
        FilterRun run = new FilterRun("image_shape", Map.of(), small);

        assertThat(run.of(TestImages.sample(TestImages.png(7, 7))).failure()).isEmpty();
        assertThat(run.of(TestImages.sample(TestImages.png(8, 7))).failure().orElseThrow().code())
                .isEqualTo(ErrorCode.MEDIA_LIMIT);
    }

    private static String decision(Map<String, Object> params, Sample sample) {
        return new FilterRun("image_shape", params).decision(sample);
    }
}
