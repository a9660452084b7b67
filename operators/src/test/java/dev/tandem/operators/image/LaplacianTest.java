package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class LaplacianTest {

    @Property(tries = 200)
    void theVarianceIsThatOfEachPixelLessItsNeighbours(
            @ForAll @IntRange(min = 1, max = 40) int width, @ForAll @IntRange(min = 1, max = 12) int height, @ForAll long seed) {
        byte[] grey = new byte[width * height];
        new Random(seed).nextBytes(grey);

        assertThat(Laplacian.variance(grey, width, height)).isCloseTo(plain(grey, width, height), within(1e-6));
    }

    /** The sum of squares of a row that is wider than what is added up at once. */
    @Property(tries = 3)
    void sharpestOfWideRowsIsNotTooMuch(@ForAll @IntRange(min = 9000, max = 9010) int width) {
        byte[] grey = new byte[3 * width];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) ((i % width + i / width) % 2 == 0 ? 0 : 255);
        }

        assertThat(Laplacian.variance(grey, width, 3)).isCloseTo(plain(grey, width, 3), within(1e-3));
    }

    private static double plain(byte[] grey, int width, int height) {
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = at(grey, width, height, x - 1, y) + at(grey, width, height, x + 1, y)
                        + at(grey, width, height, x, y - 1) + at(grey, width, height, x, y + 1) - 4 * at(grey, width, height, x, y);
                sum += value;
                squares += value * value;
            }
        }
        double count = grey.length;
        return squares / count - sum / count * (sum / count);
    }

    private static int at(byte[] grey, int width, int height, int x, int y) {
        return grey[mirrored(y, height) * width + mirrored(x, width)] & 0xff;
    }

    private static int mirrored(int place, int length) {
        return length == 1 ? 0 : place == -1 ? 1 : place == length ? length - 2 : place;
    }
}
