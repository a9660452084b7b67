package dev.tandem.core.vote;

import dev.tandem.core.operator.SetSelector.KeyCounts;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How often each voter is right, of good and of bad samples, as learnt from the counts of patterns of votes. A voter that abstains
 * says nothing. Every voter begins as somewhat better than chance, and is held there by one made-up vote, so that good and bad
 * cannot change places.
 */
public final class VoterQuality {
    /** A voter that abstains. */
    public static final byte NONE = 0;
    public static final byte KEEP = 1;
    public static final byte DROP = 2;

    private static final double PRIOR = 0.7;
    private static final double PRIOR_VOTES = 1;
    /** Nobody is always right. */
    private static final double LEAST = 1e-6;

    private final double[] rightOfGood;
    private final double[] rightOfBad;
    private double good;

    private VoterQuality(int voters) {
        rightOfGood = new double[voters];
        rightOfBad = new double[voters];
        Arrays.fill(rightOfGood, PRIOR);
        Arrays.fill(rightOfBad, PRIOR);
        good = 0.5;
    }

    /**
     * By expectation maximisation over the model of Dawid and Skene.
     *
     * @param patterns a byte for each voter
     * @param balance share of good samples; 0 where it is to be learnt
     */
    public static VoterQuality learn(KeyCounts patterns, int voters, double balance, int iterations) {
        VoterQuality quality = new VoterQuality(voters);
        quality.good = balance == 0 ? quality.good : balance;
        for (int i = 0; i < iterations; i++) {
            Expected expected = new Expected(voters);
            patterns.forEach((pattern, count) -> expected.add(pattern, count, quality.probability(pattern)));
            expected.maximize(quality, balance == 0);
        }
        return quality;
    }

    /** Sums of one step, over patterns in their order. */
    private static final class Expected {
        private final double[] keepOfGood;
        private final double[] castOfGood;
        private final double[] dropOfBad;
        private final double[] castOfBad;
        private double good;
        private long all;

        Expected(int voters) {
            keepOfGood = new double[voters];
            castOfGood = new double[voters];
            dropOfBad = new double[voters];
            castOfBad = new double[voters];
        }

        void add(byte[] pattern, long count, double probability) {
            double isGood = count * probability;
            double isBad = count * (1 - probability);
            good += isGood;
            all += count;
            for (int voter = 0; voter < pattern.length; voter++) {
                if (pattern[voter] != NONE) {
                    castOfGood[voter] += isGood;
                    castOfBad[voter] += isBad;
                    keepOfGood[voter] += pattern[voter] == KEEP ? isGood : 0;
                    dropOfBad[voter] += pattern[voter] == DROP ? isBad : 0;
                }
            }
        }

        void maximize(VoterQuality quality, boolean balance) {
            for (int voter = 0; voter < castOfGood.length; voter++) {
                quality.rightOfGood[voter] = share(keepOfGood[voter], castOfGood[voter], PRIOR);
                quality.rightOfBad[voter] = share(dropOfBad[voter], castOfBad[voter], PRIOR);
            }
            if (balance) {
                quality.good = share(good, all, 0.5);
            }
        }

        private static double share(double of, double all, double prior) {
            return Math.clamp((of + PRIOR_VOTES * prior) / (all + PRIOR_VOTES), LEAST, 1 - LEAST);
        }
    }

    /** Of a sample with these votes to be good. */
    public double probability(byte[] pattern) {
        double odds = StrictMath.log(good / (1 - good));
        for (int voter = 0; voter < pattern.length; voter++) {
            if (pattern[voter] == KEEP) {
                odds += StrictMath.log(rightOfGood[voter] / (1 - rightOfBad[voter]));
            } else if (pattern[voter] == DROP) {
                odds += StrictMath.log((1 - rightOfGood[voter]) / rightOfBad[voter]);
            }
        }
        return 1 / (1 + StrictMath.exp(-odds));
    }

    public byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * (1 + 2 * rightOfGood.length)).putDouble(good);
        for (int voter = 0; voter < rightOfGood.length; voter++) {
            bytes.putDouble(rightOfGood[voter]).putDouble(rightOfBad[voter]);
        }
        return bytes.array();
    }

    public static VoterQuality decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        VoterQuality quality = new VoterQuality(encoded.length / (2 * Double.BYTES));
        quality.good = bytes.getDouble();
        for (int voter = 0; voter < quality.rightOfGood.length; voter++) {
            quality.rightOfGood[voter] = bytes.getDouble();
            quality.rightOfBad[voter] = bytes.getDouble();
        }
        return quality;
    }
}
