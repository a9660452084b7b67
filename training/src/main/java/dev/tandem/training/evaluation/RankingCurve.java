package dev.tandem.training.evaluation;

import it.unimi.dsi.fastutil.ints.IntArrays;

/** How well a score tells good ones from bad ones. */
public final class RankingCurve {
    private RankingCurve() {}

    /**
     * The area under the receiver operating characteristic: the chance that a good one, drawn at random, has a higher score than a
     * bad one; equal scores count half. Not a number where there are none of a kind.
     */
    public static double area(double[] scores, boolean[] good) {
        for (double score : scores) {
            if (Double.isNaN(score)) {
                throw new IllegalArgumentException("a score is not a number");
            }
        }
        int[] order = new int[scores.length];
        java.util.Arrays.setAll(order, i -> i);
        IntArrays.quickSort(order, (a, b) -> Double.compare(scores[a], scores[b]));
        double wins = 0;
        long goodOnes = 0;
        long badBelow = 0;
        for (int from = 0; from < order.length;) {
            int to = from;
            long goodHere = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                goodHere += good[order[to]] ? 1 : 0;
                to++;
            }
            long badHere = to - from - goodHere;
            wins += goodHere * (badBelow + badHere / 2.0);
            goodOnes += goodHere;
            badBelow += badHere;
            from = to;
        }
        return wins / ((double) goodOnes * badBelow);
    }
}
