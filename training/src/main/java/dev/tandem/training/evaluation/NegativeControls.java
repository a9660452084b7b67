package dev.tandem.training.evaluation;

import java.util.SplittableRandom;

/** What an evaluation must find nothing in; where it does find something, it is the evaluation that is wrong. */
public final class NegativeControls {
    private NegativeControls() {}

    /** Scores that know nothing. */
    public static double[] randomScores(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[count];
        java.util.Arrays.setAll(scores, i -> random.nextDouble());
        return scores;
    }

    /** For each of them the place of another one: one round through all of them in a random order. */
    public static int[] swapped(int count, long seed) {
        int[] order = new int[count];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        int[] swapped = new int[count];
        for (int i = 0; i < count; i++) {
            swapped[order[i]] = order[(i + 1) % count];
        }
        return swapped;
    }
}
