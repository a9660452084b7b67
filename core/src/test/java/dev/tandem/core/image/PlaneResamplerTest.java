package dev.tandem.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class PlaneResamplerTest {

    private static int[][] transposed(int[][] rows) {
        int[][] columns = new int[rows[0].length][rows.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[0].length; x++) {
                columns[x][y] = rows[y][x];
            }
        }
        return columns;
    }

    private static int[][] alongRows(int[][] rows, int width) {
        ResamplingWeights weights = ResamplingWeights.lanczos(rows[0].length, width);
        int[][] resized = new int[rows.length][width];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < width; x++) {
                resized[y][x] = weights.apply(x, rows[y]);
            }
        }
        return resized;
    }

    private static int[][] alongColumns(int[][] rows, int height) {
        return transposed(alongRows(transposed(rows), height));
    }

    /** Columns first where the height shrinks by more than twice what the width does. */
    @Property(tries = 200)
    void theResultIsThatOfTwoWalksOverTheWholePicture(
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 120) int height,
            @ForAll @IntRange(min = 1, max = 40) int newWidth,
            @ForAll @IntRange(min = 1, max = 40) int newHeight,
            @ForAll long seed) {
        Random random = new Random(seed);
        int[][] source = new int[height][];
        for (int y = 0; y < height; y++) {
            source[y] = random.ints(width, 0, 256).toArray();
        }
        boolean columnsFirst = height > newHeight && height - newHeight > 2 * (width - newWidth);
        int[][] expected = columnsFirst
                ? alongRows(alongColumns(source, newHeight), newWidth)
                : alongColumns(alongRows(source, newWidth), newHeight);
        int[][] resized = new int[newHeight][];
        PlaneResampler.resize(width, height, (y, row) -> System.arraycopy(source[y], 0, row, 0, width), newWidth, newHeight,
                (y, row) -> resized[y] = row);

        assertThat(resized).isDeepEqualTo(expected);
    }
}
