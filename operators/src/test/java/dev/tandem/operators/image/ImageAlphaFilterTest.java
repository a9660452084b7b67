package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageAlphaFilterTest {

    private static final byte[] QUARTER =
            TestImages.transparentPng(8, 8, (x, y) -> x < 2 ? 0x7f0000ff : 0x800000ff);

    @Test
    void pixelsAreTransparentThatShowMoreOfWhatIsBehindThem() {
        FilterRun run = new FilterRun("image_alpha", Map.of());

        assertThat(run.numbers(QUARTER, "transparent_ratio")).isEqualTo(List.of(0.25));
        assertThat(run.numbers(TestImages.file("base_half.png"), "transparent_ratio")).isEqualTo(List.of(0.0));
    }

    @Test
    void theLimitIsIncluded() {
        assertThat(new FilterRun("image_alpha", Map.of("max_transparent_ratio", 0.25)).decision(QUARTER)).isEqualTo("keep");
        assertThat(new FilterRun("image_alpha", Map.of("max_transparent_ratio", 0.24)).decision(QUARTER))
                .isEqualTo("image mostly transparent");
    }
}
