package dev.tandem.core.agreement;

import dev.tandem.core.agreement.Kappa.Weighting;
import dev.tandem.core.calibration.Interval;
import java.util.Arrays;

/**
 * How far two raters say the same.
 *
 * @param items that both rated
 * @param same of them that both said the same of
 * @param sameInterval of the share, 95 %, Wilson's
 * @param kappa Cohen's; NaN where it cannot be told
 * @param kappaInterval 95 %, of draws with replacement
 */
public record Agreement(int items, int same, Interval sameInterval, double kappa, Interval kappaInterval) {

    /** Of two raters who know the same categories, counted from 0. */
    public static Agreement of(int[] a, int[] b, int categories, Weighting weighting, long seed) {
        int same = 0;
        for (int i = 0; i < a.length; i++) {
            same += a[i] == b[i] ? 1 : 0;
        }
        return new Agreement(
                a.length,
                same,
                Interval.ofShare(same, a.length),
                Kappa.of(a, b, categories, weighting),
                Bootstrap.interval(a.length, places -> Kappa.of(at(a, places), at(b, places), categories, weighting), seed));
    }

    private static int[] at(int[] values, int[] places) {
        return Arrays.stream(places).map(place -> values[place]).toArray();
    }
}
