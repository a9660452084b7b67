package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

final class ImageWatermarkLikeFilterTest {

    /** A scene: large soft shapes, some hard edges, and a little noise. */
    private static IntBinaryOperator scene(int seed) {
        Random random = new Random(seed);
        double[] waves = random.doubles(12, 0.5, 5).toArray();
        int[] boxes = random.ints(40, 0, 400).toArray();
        byte[] noise = new byte[400 * 300];
        random.nextBytes(noise);
        return (x, y) -> {
            double value = 128;
            for (int i = 0; i < waves.length; i += 3) {
                value += 22 * Math.sin(waves[i] * x / 60 + waves[i + 1] * y / 60 + waves[i + 2]);
            }
            for (int i = 0; i < boxes.length; i += 4) {
                boolean inside = x > boxes[i] && x < boxes[i] + boxes[i + 1] / 4
                        && y > boxes[i + 2] && y < boxes[i + 2] + boxes[i + 3] / 4;
                value += inside ? 60 - boxes[i] % 120 : 0;
            }
            return TestImages.grey(Math.clamp((long) value + noise[(y * 400 + x) % noise.length] / 32, 0, 255));
        };
    }

    /** The scene under marks of thin strokes that come again, through which it is seen. */
    private static IntBinaryOperator marked(IntBinaryOperator scene, int across, int down, double strength) {
        return (x, y) -> {
            int column = (x + y / down * 17) % across;
            int row = y % down;
            boolean stroke = row > 8 && row < 34 && column < 60
                    && (column % 15 < 3 || row % 13 < 3 && column % 30 < 18 || Math.abs(column % 30 - row) < 2);
            int below = scene.applyAsInt(x, y) & 0xff;
            return TestImages.grey(stroke ? (int) (below * (1 - strength) + 255 * strength) : below);
        };
    }

    private static int tiles(int x, int y) {
        return x % 60 < 4 || y % 50 < 4 ? 0x404040 : 0xc0c0c0;
    }

    private static byte[] image(IntBinaryOperator pixels) {
        return TestImages.png(400, 300, pixels);
    }

    private static double repetition(IntBinaryOperator pixels) {
        return new FilterRun("image_watermark_like", Map.of()).numbers(image(pixels), "edge_repetition").getFirst();
    }

    @Test
    void marksThatComeAgainStandOut() {
        for (int seed = 0; seed < 3; seed++) {
            double plain = repetition(scene(seed));
            double marked = repetition(marked(scene(seed), 80, 60, 0.1));

            assertThat(plain).as("scene " + seed).isLessThan(0.01);
            assertThat(marked).as("marked scene " + seed).isGreaterThan(0.03);
        }
    }

    @Test
    void patternsOfThePictureItselfAreTakenForMarks() {
        assertThat(repetition(ImageWatermarkLikeFilterTest::tiles)).isGreaterThan(0.02);
    }

    @Test
    void aPictureWithoutEdgesOrTooSmallRepeatsNothing() {
        assertThat(repetition((x, y) -> 0x808080)).isZero();
        byte[] narrow = TestImages.png(255, 400, ImageWatermarkLikeFilterTest::tiles);

        assertThat(new FilterRun("image_watermark_like", Map.of()).numbers(narrow, "edge_repetition").getFirst()).isZero();
    }

    @Test
    void theLimitDecides() {
        byte[] marked = image(marked(scene(1), 80, 60, 0.1));

        assertThat(new FilterRun("image_watermark_like", Map.of()).decision(marked))
                .isEqualTo("image like one with a watermark");
        assertThat(new FilterRun("image_watermark_like", Map.of("max_repetition", 1)).decision(marked)).isEqualTo("keep");
    }
}
