package dev.tandem.media;

/**
 * A matrix of numbers that are not negative as the product of two thin ones that have none either, by coordinate descent
 * (Cichocki and Phan, 2009) as scikit-learn has it, from the random start that it has for seed 0: two factors, until what can still
 * be gained has shrunk to a ten-thousandth.
 */
final class NonNegativeFactors {
    static final int FACTORS = 2;
    private static final double TOLERANCE = 1e-4;

    private final float[] matrix;
    private final int rows;
    private final int columns;
    /** By factor. */
    private final double[][] left;
    private final double[][] right;

    private NonNegativeFactors(float[] matrix, int rows, int columns) {
        this.matrix = matrix;
        this.rows = rows;
        this.columns = columns;
        this.left = new double[FACTORS][rows];
        this.right = new double[FACTORS][columns];
    }

    /**
     * Factors of a matrix.
     *
     * @param matrix row after row
     * @param iterations most of them
     */
    static NonNegativeFactors of(float[] matrix, int rows, int columns, int iterations) {
        NonNegativeFactors factors = new NonNegativeFactors(matrix, rows, columns);
        factors.begin();
        double first = 0;
        for (int i = 0; i < iterations; i++) {
            Watchdog.alive();
            double violation = factors.improve();
            first = i == 0 ? violation : first;
            if (violation <= TOLERANCE * first) {
                break;
            }
        }
        return factors;
    }

    /** The factor of rows. */
    double[] left(int factor) {
        return left[factor];
    }

    /** The factor of columns. */
    double[] right(int factor) {
        return right[factor];
    }

    private void begin() {
        double sum = 0;
        for (float value : matrix) {
            sum += value;
        }
        float scale = (float) Math.sqrt(sum / matrix.length / FACTORS);
        NumpyNormal random = new NumpyNormal(0);
        for (int factor = 0; factor < FACTORS; factor++) {
            for (int column = 0; column < columns; column++) {
                right[factor][column] = Math.abs(scale * (float) random.next());
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int factor = 0; factor < FACTORS; factor++) {
                left[factor][row] = Math.abs(scale * (float) random.next());
            }
        }
    }

    /** One step for each number, in one sweep over the matrix: that of a row needs no other row. */
    private double improve() {
        double[][] products = products(right);
        double[][] sums = new double[FACTORS][columns];
        double violation = 0;
        for (int row = 0; row < rows; row++) {
            double[] onRow = onRow(row);
            for (int factor = 0; factor < FACTORS; factor++) {
                violation += step(left, row, factor, products, onRow[factor]);
            }
            add(row, sums);
        }
        double[][] rowProducts = products(left);
        for (int factor = 0; factor < FACTORS; factor++) {
            for (int column = 0; column < columns; column++) {
                violation += step(right, column, factor, rowProducts, sums[factor][column]);
            }
        }
        return violation;
    }

    /** Sets one number to what is best while all others stay; returns how far it was from that. */
    private static double step(double[][] thin, int at, int factor, double[][] products, double target) {
        double gradient = -target;
        for (int other = 0; other < FACTORS; other++) {
            gradient += products[factor][other] * thin[other][at];
        }
        double value = thin[factor][at];
        double curvature = products[factor][factor];
        if (curvature != 0) {
            thin[factor][at] = Math.max(value - gradient / curvature, 0);
        }
        return Math.abs(value == 0 ? Math.min(0, gradient) : gradient);
    }

    private static double[][] products(double[][] thin) {
        double[][] products = new double[FACTORS][FACTORS];
        for (int one = 0; one < FACTORS; one++) {
            for (int other = 0; other < FACTORS; other++) {
                double sum = 0;
                for (int i = 0; i < thin[one].length; i++) {
                    sum += thin[one][i] * thin[other][i];
                }
                products[one][other] = sum;
            }
        }
        return products;
    }

    /** A row times the factors of columns; two sums each, so that one need not wait for the other. */
    private double[] onRow(int row) {
        double[] one = right[0];
        double[] other = right[1];
        int from = row * columns;
        double oneEven = 0;
        double oneOdd = 0;
        double otherEven = 0;
        double otherOdd = 0;
        int column = 0;
        for (; column + 1 < columns; column += 2) {
            float even = matrix[from + column];
            float odd = matrix[from + column + 1];
            oneEven += even * one[column];
            oneOdd += odd * one[column + 1];
            otherEven += even * other[column];
            otherOdd += odd * other[column + 1];
        }
        if (column < columns) {
            oneEven += matrix[from + column] * one[column];
            otherEven += matrix[from + column] * other[column];
        }
        return new double[] {oneEven + oneOdd, otherEven + otherOdd};
    }

    private void add(int row, double[][] sums) {
        double one = left[0][row];
        double other = left[1][row];
        double[] ofOne = sums[0];
        double[] ofOther = sums[1];
        int from = row * columns;
        for (int column = 0; column < columns; column++) {
            float value = matrix[from + column];
            ofOne[column] += value * one;
            ofOther[column] += value * other;
        }
    }
}
