package dev.tandem.training.curation;

import dev.tandem.core.operator.SetSelector.KeyCounts;
import dev.tandem.core.operator.SetSelector.KeySink;
import dev.tandem.core.vote.VoterQuality;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fuses signals by a label model, as the selector {@code label_model} does: each signal votes to keep where it is higher than almost all
 * swapped texts, to drop where it is in their lower half, and abstains between; how far each is to be trusted is learnt from how
 * they agree. Coarser than {@link SignalFusion}, as votes forget how much higher.
 */
final class VoteFusion {
    private static final double KEEP_QUANTILE = 0.9;
    private static final double DROP_QUANTILE = 0.5;
    private static final int ITERATIONS = 100;

    private VoteFusion() {}

    /** Of each pair of the pool to be good. */
    static double[] probabilities(float[][] pool, float[][] swapped) {
        int voters = swapped[0].length;
        byte[][] patterns = new byte[pool.length][voters];
        for (int voter = 0; voter < voters; voter++) {
            double[] nulls = new double[swapped.length];
            for (int i = 0; i < nulls.length; i++) {
                nulls[i] = swapped[i][voter];
            }
            Arrays.sort(nulls);
            double keep = nulls[(int) (KEEP_QUANTILE * (nulls.length - 1))];
            double drop = nulls[(int) (DROP_QUANTILE * (nulls.length - 1))];
            for (int i = 0; i < pool.length; i++) {
                float value = pool[i][voter];
                patterns[i][voter] = value == 0 ? VoterQuality.NONE : value > keep ? VoterQuality.KEEP
                        : value < drop ? VoterQuality.DROP : VoterQuality.NONE;
            }
        }
        VoterQuality quality = VoterQuality.learn(counted(patterns), voters, 0, ITERATIONS);
        double[] probabilities = new double[pool.length];
        Arrays.setAll(probabilities, i -> quality.probability(patterns[i]));
        return probabilities;
    }

    private static KeyCounts counted(byte[][] patterns) {
        SortedMap<byte[], Long> counts = new TreeMap<>(Arrays::compareUnsigned);
        for (byte[] pattern : patterns) {
            counts.merge(pattern, 1L, Long::sum);
        }
        return new KeyCounts() {
            @Override
            public long total() {
                return patterns.length;
            }

            @Override
            public void forEach(KeySink consumer) {
                counts.forEach(consumer::accept);
            }
        };
    }
}
