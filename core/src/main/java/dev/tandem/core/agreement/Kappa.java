package dev.tandem.core.agreement;

/**
 * Cohen's kappa: how far two raters agree beyond what chance gives, from -1 to 1. Its greatest limitation: where nearly all
 * items are of one category, chance alone agrees, and a small number may hide a good rater; look at the share of agreement too.
 */
public final class Kappa {
    private Kappa() {}

    /** How much two categories that differ disagree. */
    public enum Weighting {
        /** As much as any two others. */
        NONE {
            @Override
            double disagreement(int a, int b) {
                return a == b ? 0 : 1;
            }
        },
        /** By their distance. */
        LINEAR {
            @Override
            double disagreement(int a, int b) {
                return Math.abs(a - b);
            }
        },
        /** By the square of their distance. */
        QUADRATIC {
            @Override
            double disagreement(int a, int b) {
                return (double) (a - b) * (a - b);
            }
        };

        abstract double disagreement(int a, int b);
    }

    /**
     * Kappa of the same items.
     *
     * @param a what one rater said, as categories from 0
     * @param b what the other said
     * @return NaN for no items, and where both raters know one and the same category only
     */
    public static double of(int[] a, int[] b, int categories, Weighting weighting) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("Two raters of the same items, found " + a.length + " and " + b.length + " ratings");
        }
        long[] ofA = new long[categories];
        long[] ofB = new long[categories];
        double observed = 0;
        for (int i = 0; i < a.length; i++) {
            ofA[a[i]]++;
            ofB[b[i]]++;
            observed += weighting.disagreement(a[i], b[i]);
        }
        double expected = 0;
        for (int i = 0; i < categories; i++) {
            for (int j = 0; j < categories; j++) {
                expected += weighting.disagreement(i, j) * ofA[i] * ofB[j] / a.length;
            }
        }
        return expected == 0 ? Double.NaN : 1 - observed / expected;
    }
}
