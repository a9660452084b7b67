package dev.tandem.operators.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinearAssignmentTest {

    /** The numbers of MMC4's own example: first come, first served has 0.5788. */
    @Test
    void imagesGoWhereTheSumIsGreatest() {
        double[] similarities = {0.2436, 0.3176, 0.2770, 0.2233, 0.3235, 0.2612};
        int[] columns = LinearAssignment.greatest(similarities, 2, 3);
        assertThat(columns).containsExactly(2, 1);
        assertThat(total(similarities, 3, columns)).isCloseTo(0.6005, within(1e-9));
    }

    @Property(tries = 300)
    void noAssignmentHasABetterSum(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 1, max = 5) int columns,
            @ForAll boolean ties) {
        Random random = new Random(seed);
        double[] values = random.doubles((long) rows * columns).map(value -> ties ? Math.rint(value * 3) : value - 0.4).toArray();
        int[] greatest = LinearAssignment.greatest(values, rows, columns);
        int[] least = LinearAssignment.least(values, rows, columns);
        assertOneToOne(greatest, rows, columns);
        assertOneToOne(least, rows, columns);
        double[] bounds = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        search(values, rows, columns, 0, 0, Math.max(0, rows - columns), 0, bounds);
        assertThat(total(values, columns, least)).isCloseTo(bounds[0], within(1e-9));
        assertThat(total(values, columns, greatest)).isCloseTo(bounds[1], within(1e-9));
    }

    private static void assertOneToOne(int[] found, int rows, int columns) {
        int[] assigned = Arrays.stream(found).filter(column -> column >= 0).toArray();
        assertThat(assigned).hasSize(Math.min(rows, columns)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(assigned).allMatch(column -> column < columns)).isTrue();
    }

    /** Tries all. */
    private static void search(
            double[] values, int rows, int columns, int row, int taken, int mayBeLeftOut, double sum, double[] bounds) {
        if (row == rows) {
            bounds[0] = Math.min(bounds[0], sum);
            bounds[1] = Math.max(bounds[1], sum);
            return;
        }
        if (mayBeLeftOut > 0) {
            search(values, rows, columns, row + 1, taken, mayBeLeftOut - 1, sum, bounds);
        }
        for (int column = 0; column < columns; column++) {
            if ((taken >> column & 1) == 0) {
                search(values, rows, columns, row + 1, taken | 1 << column, mayBeLeftOut, sum + values[row * columns + column], bounds);
            }
        }
    }

    private static double total(double[] values, int columns, int[] found) {
        return IntStream.range(0, found.length).filter(row -> found[row] >= 0).mapToDouble(row -> values[row * columns + found[row]]).sum();
    }

    /** Prices after the assignment prove it: here against one of known sum, some hundred a side. */
    @Test
    void aLargeOneIsFound() {
        int size = 400;
        Random random = new Random(3);
        double[] values = random.doubles((long) size * size).map(value -> 1 + value).toArray();
        int[] hidden = new Random(4).ints(0, Integer.MAX_VALUE).limit(size).toArray();
        Integer[] order = IntStream.range(0, size).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Integer.compare(hidden[a], hidden[b]));
        for (int row = 0; row < size; row++) {
            values[row * size + order[row]] = 0.5;
        }
        assertThat(LinearAssignment.least(values, size, size)).isEqualTo(Arrays.stream(order).mapToInt(i -> i).toArray());
    }

    @Test
    void nothingIsAssignedToNothing() {
        assertThat(LinearAssignment.least(new double[0], 0, 3)).isEmpty();
        assertThat(LinearAssignment.least(new double[0], 2, 0)).containsExactly(-1, -1);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> LinearAssignment.least(new double[] {1, Double.NaN}, 1, 2)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> LinearAssignment.least(new double[] {1}, 1, 2)).hasMessageContaining("expected 2 values");
    }
}
