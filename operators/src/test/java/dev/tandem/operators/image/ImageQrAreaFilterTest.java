package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageQrAreaFilterTest {

    /** Modules on a side of the smallest code. */
    private static final int MODULES = 21;

    /** A code in a picture: the squares in three corners, and modules by chance in between. */
    private static IntBinaryOperator code(int left, int top, int module, double degrees) {
        boolean[][] dark = new boolean[MODULES][MODULES];
        Random random = new Random(5);
        for (int y = 0; y < MODULES; y++) {
            for (int x = 0; x < MODULES; x++) {
                int column = x >= MODULES - 8 ? MODULES - 1 - x : x;
                int row = y >= MODULES - 8 ? MODULES - 1 - y : y;
                boolean corner = column < 8 && row < 8 && !(x >= MODULES - 8 && y >= MODULES - 8);
                int ring = Math.max(Math.abs(column - 3), Math.abs(row - 3));
                dark[y][x] = corner ? ring != 2 && ring != 4 : random.nextBoolean();
            }
        }
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double half = MODULES * module / 2.0;
        return (x, y) -> {
            double dx = x + 0.5 - left - half;
            double dy = y + 0.5 - top - half;
            double column = (dx * cos + dy * sin + half) / module;
            double row = (dy * cos - dx * sin + half) / module;
            boolean inside = column >= 0 && row >= 0 && column < MODULES && row < MODULES;
            return inside && dark[(int) row][(int) column] ? 0x202020 : 0xf0f0f0;
        };
    }

    private static double area(int width, int height, IntBinaryOperator pixels) {
        return new FilterRun("image_qr_area", Map.of()).numbers(TestImages.png(width, height, pixels), "qr_area").getFirst();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 7, 30, 45, 90, 170})
    void codesAreFoundHoweverTheyAreTurned(double degrees) {
        double side = MODULES * 6;

        assertThat(area(400, 300, code(120, 80, 6, degrees))).isCloseTo(side * side / (400 * 300), within(0.025));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 11})
    void codesAreFoundWhateverTheirSize(int module) {
        double side = MODULES * module;

        assertThat(area(320, 320, code(30, 40, module, 0))).isCloseTo(side * side / (320 * 320), within(0.03));
    }

    @Test
    void severalCodesAreAddedUp() {
        IntBinaryOperator first = code(10, 10, 4, 0);
        IntBinaryOperator second = code(150, 120, 4, 0);
        double side = MODULES * 4;

        assertThat(area(300, 240, (x, y) -> Math.min(first.applyAsInt(x, y), second.applyAsInt(x, y))))
                .isCloseTo(2 * side * side / (300 * 240), within(0.03));
    }

    @Test
    void otherPicturesHaveNone() {
        Random random = new Random(3);
        assertThat(area(200, 200, (x, y) -> random.nextInt(0x1000000))).isZero();
        assertThat(area(200, 200, (x, y) -> x / 10 % 2 == y / 10 % 2 ? 0 : 0xffffff)).isZero();
        assertThat(area(200, 200, (x, y) -> x / 7 % 2 == 0 ? 0 : 0xffffff)).isZero();
        assertThat(area(1, 1, (x, y) -> 0)).isZero();
        assertThat(new FilterRun("image_qr_area", Map.of()).decision(TestImages.file("base_half.png"))).isEqualTo("keep");
    }

    @Test
    void imagesThatAreMostlyACodeAreDropped() {
        byte[] image = TestImages.png(200, 200, code(30, 30, 6, 0));

        assertThat(new FilterRun("image_qr_area", Map.of()).decision(image)).isEqualTo("image covered by QR codes");
        assertThat(new FilterRun("image_qr_area", Map.of("score_threshold", 0.9)).decision(image)).isEqualTo("keep");
    }
}
