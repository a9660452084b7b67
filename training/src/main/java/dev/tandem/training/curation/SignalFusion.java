package dev.tandem.training.curation;

import dev.tandem.training.probe.LinearProbe;
import java.util.Arrays;

/**
 * Fuses signals without one label, by training itself on noise that it makes: texts swapped on purpose are surely bad, and the pool
 * is a mixture of good pairs and of such bad ones. A logistic regression learns the ratio of the densities of good and of swapped
 * pairs; expectation maximisation takes turns between how probably each pair of the pool is good and what good pairs look like
 * (learning from positive and unlabelled examples; Elkan and Noto, 2008, with the classes the other way round).
 * Greatest limitation: it knows the noise that it makes. Boilerplate, which fits badly wherever it stands, is found by its frequency.
 */
final class SignalFusion {
    private static final int STEPS = 12;
    private static final double PENALTY = 2;
    private static final double LEAST_SHARE = 0.02;

    private final LinearProbe probe;
    private final double shift;

    private SignalFusion(LinearProbe probe, double shift) {
        this.probe = probe;
        this.shift = shift;
    }

    /**
     * Learns from features of the pool's pairs and of swapped ones.
     *
     * @param swapped any number of them; together they weigh as much as the pool
     */
    static SignalFusion learn(float[][] pool, float[][] swapped) {
        float[][] rows = Arrays.copyOf(pool, pool.length + swapped.length);
        System.arraycopy(swapped, 0, rows, pool.length, swapped.length);
        double[] targets = new double[rows.length];
        double[] importance = new double[rows.length];
        Arrays.fill(targets, 0, pool.length, 1);
        Arrays.fill(importance, 0, pool.length, 1);
        Arrays.fill(importance, pool.length, rows.length, (double) pool.length / swapped.length);
        LinearProbe probe = LinearProbe.train(rows, targets, importance, PENALTY);
        double noise = bounded(NoiseCut.noiseShare(logits(probe, pool), logits(probe, swapped)));
        double shift = 0;
        double goodMass = pool.length;
        for (int step = 0; step < STEPS; step++) {
            shift = StrictMath.log((2.0 * pool.length - goodMass) / goodMass) + StrictMath.log((1 - noise) / noise);
            goodMass = 0;
            for (int i = 0; i < pool.length; i++) {
                targets[i] = LinearProbe.sigmoid(probe.logit(pool[i]) + shift);
                goodMass += targets[i];
            }
            goodMass = Math.clamp(goodMass, 1, 2.0 * pool.length - 1);
            noise = bounded(1 - goodMass / pool.length);
            probe = LinearProbe.train(rows, targets, importance, PENALTY, probe);
        }
        return new SignalFusion(probe, shift);
    }

    private static double bounded(double share) {
        return Math.clamp(share, LEAST_SHARE, 1 - LEAST_SHARE);
    }

    private static double[] logits(LinearProbe probe, float[][] rows) {
        double[] logits = new double[rows.length];
        Arrays.setAll(logits, i -> probe.logit(rows[i]));
        return logits;
    }

    /** Logarithm of the odds that a pair of the pool is good. */
    double logit(float[] features) {
        return probe.logit(features) + shift;
    }
}
