package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class ImageAspectRatioFilterTest {

    /** Ratios and verdicts of Data-Juicer 1.6.1. */
    @ParameterizedTest
    @CsvFileSource(resources = "/dev/tandem/operators/images/reference.csv")
    void ratiosAgreeWithDataJuicer(String file, double width, double height, double ratio, boolean kept) {
        Verdict verdict = new FilterRun("image_aspect_ratio", Map.of()).of(TestImages.sample(TestImages.file(file)));

        assertThat((double[]) verdict.values().get("aspect_ratios")).containsExactly(ratio);
        assertThat(verdict.decision().keep()).isEqualTo(kept);
    }

    @Test
    void bothLimitsAreIncludedAndOneGoodImageIsEnoughUnlessAllAreAskedFor() {
        Sample mixed = TestImages.sample(TestImages.png(30, 10), TestImages.png(31, 10));

        assertThat(decision(Map.of("max_ratio", 3), mixed)).isEqualTo("keep");
        assertThat(decision(Map.of("max_ratio", 3, "any_or_all", "all"), mixed))
                .isEqualTo("aspect ratio outside limits");
        assertThat(decision(Map.of("min_ratio", 3, "max_ratio", 3.1, "any_or_all", "all"), mixed)).isEqualTo("keep");
    }

    @Test
    void aSampleWithoutImagesStaysAndABrokenImageFails() {
        FilterRun run = new FilterRun("image_aspect_ratio", Map.of());

        assertThat(run.decision("text")).isEqualTo("keep");
        assertThat(run.of(TestImages.sample(TestImages.cut(TestImages.png(64, 64)))).failure()).isPresent();
    }

    private static String decision(Map<String, Object> params, Sample sample) {
        return new FilterRun("image_aspect_ratio", params).decision(sample);
    }
}
