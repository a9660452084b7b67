package dev.tandem.media;

/** A polynomial of second degree for each point of a picture, fitted to what is around it: 11 by 11 points under a bell curve. */
final class PolynomialExpansion {
    /** Of each point: y, x, yy, xx, xy. */
    static final int TERMS = 5;

    private static final int REACH = 5;
    private static final double SIGMA = 1.2;
    private static final double[] BELL = bell();
    /** What turns sums into coefficients: of the inverse of the matrix of the fit, those that are not zero. */
    private static final double LINEAR;
    private static final double CONSTANT_SQUARE;
    private static final double SQUARE;
    private static final double MIXED;

    static {
        double second = 0;
        double fourth = 0;
        for (int i = -REACH; i <= REACH; i++) {
            double weight = BELL[Math.abs(i)];
            second += weight * i * i;
            fourth += weight * i * i * i * i;
        }
        // The weights add up to 1, and moments of both directions are products of those of one.
        double[] inverse = inverse(second, fourth);
        LINEAR = 1 / second;
        CONSTANT_SQUARE = inverse[0];
        SQUARE = inverse[1];
        MIXED = 1 / (second * second);
    }

    private final int width;
    private final int height;
    private final double[] terms;

    private PolynomialExpansion(int width, int height, double[] terms) {
        this.width = width;
        this.height = height;
        this.terms = terms;
    }

    private static double[] bell() {
        double[] bell = new double[REACH + 1];
        double sum = 0;
        for (int i = 0; i <= REACH; i++) {
            bell[i] = StrictMath.exp(-i * i / (2 * SIGMA * SIGMA));
            sum += i == 0 ? bell[i] : 2 * bell[i];
        }
        for (int i = 0; i <= REACH; i++) {
            bell[i] /= sum;
        }
        return bell;
    }

    /**
     * Of the inverse of the symmetric matrix of constant, xx and yy (1, a, a; a, b, c; a, c, b with a the second moment, b the
     * fourth and c the square of the second): the element of constant and square, and that of a square with itself.
     */
    private static double[] inverse(double a, double b) {
        double c = a * a;
        double determinant = b * b - c * c - 2 * a * a * (b - c);
        return new double[] {-a * (b - c) / determinant, (b - a * a) / determinant};
    }

    static PolynomialExpansion of(int width, int height, double[] values) {
        double[] terms = new double[TERMS * width * height];
        double[] column = new double[3 * (width + 2 * REACH)];
        for (int y = 0; y < height; y++) {
            for (int x = -REACH; x < width + REACH; x++) {
                int source = Math.clamp(x, 0, width - 1);
                double constant = values[y * width + source] * BELL[0];
                double linear = 0;
                double square = 0;
                for (int i = 1; i <= REACH; i++) {
                    double above = values[Math.max(y - i, 0) * width + source];
                    double below = values[Math.min(y + i, height - 1) * width + source];
                    constant += BELL[i] * (above + below);
                    linear += BELL[i] * i * (below - above);
                    square += BELL[i] * i * i * (above + below);
                }
                int at = 3 * (x + REACH);
                column[at] = constant;
                column[at + 1] = linear;
                column[at + 2] = square;
            }
            row(column, width, terms, y * width * TERMS);
        }
        return new PolynomialExpansion(width, height, terms);
    }

    private static void row(double[] column, int width, double[] terms, int from) {
        for (int x = 0; x < width; x++) {
            int at = 3 * (x + REACH);
            double b1 = column[at] * BELL[0];
            double b2 = 0;
            double b3 = column[at + 1] * BELL[0];
            double b4 = 0;
            double b5 = column[at + 2] * BELL[0];
            double b6 = 0;
            for (int i = 1; i <= REACH; i++) {
                int left = at - 3 * i;
                int right = at + 3 * i;
                double both = column[right] + column[left];
                b1 += both * BELL[i];
                b4 += both * BELL[i] * i * i;
                b2 += (column[right] - column[left]) * BELL[i] * i;
                b3 += (column[right + 1] + column[left + 1]) * BELL[i];
                b6 += (column[right + 1] - column[left + 1]) * BELL[i] * i;
                b5 += (column[right + 2] + column[left + 2]) * BELL[i];
            }
            int to = from + TERMS * x;
            terms[to] = b3 * LINEAR;
            terms[to + 1] = b2 * LINEAR;
            terms[to + 2] = b1 * CONSTANT_SQUARE + b5 * SQUARE;
            terms[to + 3] = b1 * CONSTANT_SQUARE + b4 * SQUARE;
            terms[to + 4] = b6 * MIXED;
        }
    }

    double y(int point) {
        return terms[TERMS * point];
    }

    double x(int point) {
        return terms[TERMS * point + 1];
    }

    double yy(int point) {
        return terms[TERMS * point + 2];
    }

    double xx(int point) {
        return terms[TERMS * point + 3];
    }

    double xy(int point) {
        return terms[TERMS * point + 4];
    }

    /** The terms between points, into an array; false for a place outside. */
    boolean at(double x, double y, double[] into) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
            return false;
        }
        double right = x - left;
        double down = y - top;
        int at = TERMS * (top * width + left);
        int below = at + TERMS * width;
        for (int term = 0; term < TERMS; term++) {
            into[term] = terms[at + term] * (1 - right) * (1 - down) + terms[at + TERMS + term] * right * (1 - down)
                    + terms[below + term] * (1 - right) * down + terms[below + TERMS + term] * right * down;
        }
        return true;
    }
}
