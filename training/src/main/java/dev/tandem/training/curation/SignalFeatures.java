package dev.tandem.training.curation;

import dev.tandem.training.evaluation.NegativeControls;
import java.util.Arrays;
import java.util.List;

/**
 * The features of all pairs of a pool, and of the same places with texts swapped on purpose. A text is swapped for one of the same fold, as
 * towers can be asked only about what they have not seen.
 *
 * @param pool of each pair; null for those that are left out
 * @param swapped for each swap
 */
record SignalFeatures(float[][] pool, float[][][] swapped) {
    /** Of one fold in one block: what is held at once grows with the square of a block. */
    private static final int MOST_OF_FOLD = 256;

    /**
     * @param towers a signal that compares members of one fold only
     * @param others signals that compare all with all
     */
    static SignalFeatures of(PairSignal towers, List<PairSignal> others, Folds folds, boolean[] leftOut, int swaps, long seed) {
        int count = leftOut.length;
        SignalFeatures features = new SignalFeatures(new float[count][], new float[swaps][count][]);
        int[][] members = new int[folds.count()][];
        int blocks = 1;
        for (int fold = 0; fold < folds.count(); fold++) {
            members[fold] = Arrays.stream(folds.members(fold)).filter(i -> !leftOut[i]).toArray();
            blocks = Math.max(blocks, Math.ceilDiv(members[fold].length, MOST_OF_FOLD));
        }
        for (int block = 0; block < blocks; block++) {
            int[][] some = new int[folds.count()][];
            for (int fold = 0; fold < folds.count(); fold++) {
                int from = (int) ((long) members[fold].length * block / blocks);
                some[fold] = Arrays.copyOfRange(members[fold], from, (int) ((long) members[fold].length * (block + 1) / blocks));
            }
            features.fill(towers, others, some, seed + block);
        }
        return features;
    }

    private void fill(PairSignal towers, List<PairSignal> others, int[][] byFold, long seed) {
        int width = (1 + others.size()) * SignalBlock.FEATURES;
        int[] all = Arrays.stream(byFold).flatMapToInt(Arrays::stream).toArray();
        for (int i : all) {
            pool[i] = new float[width];
            for (float[][] swap : swapped) {
                swap[i] = new float[width];
            }
        }
        int[][] textOf = new int[swapped.length][all.length];
        int from = 0;
        for (int[] members : byFold) {
            SignalBlock block = new SignalBlock(towers, members);
            for (int i = 0; i < members.length; i++) {
                block.features(i, i, true, pool[members[i]], 0);
            }
            for (int swap = 0; swap < swapped.length; swap++) {
                int[] other = NegativeControls.swapped(members.length, seed * 97 + swap);
                for (int i = 0; i < members.length; i++) {
                    block.features(i, other[i], true, swapped[swap][members[i]], 0);
                    textOf[swap][from + i] = from + other[i];
                }
            }
            from += members.length;
        }
        for (int signal = 0; signal < others.size(); signal++) {
            SignalBlock block = new SignalBlock(others.get(signal), all);
            for (int i = 0; i < all.length; i++) {
                int at = (1 + signal) * SignalBlock.FEATURES;
                block.features(i, i, false, pool[all[i]], at);
                for (int swap = 0; swap < swapped.length; swap++) {
                    block.features(i, textOf[swap][i], false, swapped[swap][all[i]], at);
                }
            }
        }
    }

    /** The centred score of each pair by each signal; negative infinity for what is left out. */
    double[][] bySignal() {
        int width = Arrays.stream(pool).filter(row -> row != null).findFirst().map(row -> row.length).orElse(0);
        double[][] scores = new double[width / SignalBlock.FEATURES][pool.length];
        for (int signal = 0; signal < scores.length; signal++) {
            for (int i = 0; i < pool.length; i++) {
                scores[signal][i] = pool[i] == null ? Double.NEGATIVE_INFINITY : pool[i][signal * SignalBlock.FEATURES];
            }
        }
        return scores;
    }
}
