package dev.tandem.core.calibration;

/** Numbers as a recipe has them. */
final class Numbers {
    private static final double EXACT = 1e15;

    private Numbers() {}

    static String written(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT ? Long.toString((long) number) : Double.toString(number);
    }
}
