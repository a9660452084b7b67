package dev.tandem.operators.image.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** That the whole transform is that of libjpeg is seen where pictures are compared. */
final class BlockTransformTest {
    private static final int CAPACITY = 70;

    @Property(tries = 60)
    void blocksOfLowFrequenciesAreTransformedAsAllAre(
            @ForAll @IntRange(min = 1, max = 2) int exponent, @ForAll @IntRange(min = 1, max = CAPACITY) int count, @ForAll long seed) {
        int size = 1 << exponent;
        BlockTransform some = new BlockTransform(size, CAPACITY);
        BlockTransform whole = new BlockTransform(8, CAPACITY);
        Random random = new Random(seed);
        int largest = 1 << random.nextInt(2, 15);
        for (int place = 0; place < 64; place++) {
            if (place / 8 < size && place % 8 < size) {
                for (int block = 0; block < count; block++) {
                    int coefficient = random.nextInt(3) == 0 ? 0 : random.nextInt(-largest, largest);
                    some.coefficients()[place][block] = coefficient;
                    whole.coefficients()[place][block] = coefficient;
                }
            }
        }

        some.columns(count);
        whole.columns(count);
        for (int y = 0; y < 8; y++) {
            int[][] row = some.row(y, count);
            int[][] expected = whole.row(y, count);
            for (int x = 0; x < 8; x++) {
                assertThat(Arrays.copyOf(row[x], count)).as("row %d, column %d", y, x).isEqualTo(Arrays.copyOf(expected[x], count));
            }
        }
    }
}
