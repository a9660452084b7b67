package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageEntropyFilterTest {

    private static double entropy(byte[] image) {
        return new FilterRun("image_entropy", Map.of()).numbers(image, "entropy").getFirst();
    }

    @Test
    void entropyIsInBits() {
        assertThat(entropy(TestImages.png(8, 8, (x, y) -> 0x336699))).isZero();
        assertThat(entropy(TestImages.png(8, 8, (x, y) -> TestImages.grey(x % 2 * 255)))).isCloseTo(1, within(1e-12));
        assertThat(entropy(TestImages.png(16, 16, (x, y) -> TestImages.grey(16 * y + x)))).isCloseTo(8, within(1e-12));
        // One pixel in four: a quarter of two bits, and three quarters of log2(4/3).
        assertThat(entropy(TestImages.png(4, 4, (x, y) -> x == 0 ? 0 : 0xffffff))).isCloseTo(0.8112781244591328, within(1e-12));
    }

    @Test
    void bothLimitsAreIncluded() {
        byte[] one = TestImages.png(8, 8, (x, y) -> TestImages.grey(x % 2 * 255));

        assertThat(new FilterRun("image_entropy", Map.of("min_entropy", 1, "max_entropy", 1)).decision(one)).isEqualTo("keep");
        assertThat(new FilterRun("image_entropy", Map.of("min_entropy", 1.01)).decision(one))
                .isEqualTo("image entropy outside limits");
        assertThat(new FilterRun("image_entropy", Map.of("max_entropy", 0.99)).decision(one))
                .isEqualTo("image entropy outside limits");
    }
}
