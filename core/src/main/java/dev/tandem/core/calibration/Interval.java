package dev.tandem.core.calibration;

/** Where a number lies with 95 % confidence. */
public record Interval(double low, double high) {
    /** Standard normal quantile of 97.5 %. */
    static final double Z = 1.959963984540054;

    /** Wilson's score interval of a share: {@code of} out of {@code all}. */
    public static Interval ofShare(long of, long all) {
        if (all == 0) {
            return new Interval(0, 1);
        }
        double share = (double) of / all;
        double centre = share + Z * Z / (2 * all);
        double half = Z * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
        double scale = 1 + Z * Z / all;
        return new Interval(of == 0 ? 0 : (centre - half) / scale, of == all ? 1 : (centre + half) / scale);
    }

    public boolean contains(double number) {
        return low <= number && number <= high;
    }
}
