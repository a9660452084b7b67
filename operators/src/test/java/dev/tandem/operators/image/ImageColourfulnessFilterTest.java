package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageColourfulnessFilterTest {

    private static double colourfulness(byte[] image) {
        return new FilterRun("image_colourfulness", Map.of()).numbers(image, "colourfulness").getFirst();
    }

    @Test
    void theFormulaIsThatOfThePaper() {
        // Red: red-green 255, yellow-blue 127.5; nothing spreads, and the mean counts three tenths.
        assertThat(colourfulness(TestImages.png(4, 4, (x, y) -> 0xff0000)))
                .isCloseTo(0.3 * Math.hypot(255, 127.5), within(1e-9));
        // Half red, half cyan: means of zero, spreads of 255 and 127.5.
        assertThat(colourfulness(TestImages.png(4, 4, (x, y) -> x < 2 ? 0xff0000 : 0x00ffff)))
                .isCloseTo(Math.hypot(255, 127.5), within(1e-9));
        assertThat(colourfulness(TestImages.png(4, 4, (x, y) -> TestImages.grey(60 * x)))).isZero();
        assertThat(colourfulness(TestImages.file("gray.jpg"))).isZero();
    }

    @Test
    void paleImagesAreDropped() {
        byte[] pale = TestImages.png(4, 4, (x, y) -> 0x808890);

        assertThat(new FilterRun("image_colourfulness", Map.of()).decision(pale))
                .isEqualTo("image colourfulness outside limits");
        assertThat(new FilterRun("image_colourfulness", Map.of("min_colourfulness", 0)).decision(pale)).isEqualTo("keep");
        assertThat(new FilterRun("image_colourfulness", Map.of("max_colourfulness", 20))
                .decision(TestImages.png(4, 4, (x, y) -> x < 2 ? 0xff0000 : 0x00ffff)))
                .isEqualTo("image colourfulness outside limits");
    }
}
