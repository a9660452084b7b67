package dev.tandem.training.curation;

import java.util.List;

/**
 * Signals of all texts at all places of a block of samples, made comparable. A text that fits everywhere says little where it stands, and
 * neither does a place that everything fits. So a score is taken (a) less half the mean of its place and half the mean of its
 * text, in deviations, and (b) as logarithm of its share in a softmax over all texts of the place and over all places of the text.
 * Where a signal says nothing, both are 0.
 */
final class SignalBlock {
    static final int FEATURES = 2;
    /** A block's cosines are held at once: four bytes for each pair of members and signal. */
    static final int MOST_MEMBERS = 1024;

    private static final double SHARPNESS = 2;
    private static final float MOST = 8;

    private final float[][][] features;

    SignalBlock(List<PairSignal> signals, int[] members) {
        features = new float[signals.size() * FEATURES][][];
        for (int signal = 0; signal < signals.size(); signal++) {
            float[][] centred = centred(raw(signals.get(signal), members));
            features[signal * FEATURES] = centred;
            features[signal * FEATURES + 1] = shares(centred);
        }
    }

    /** Of members by their places in the block. */
    void features(int place, int text, float[] into) {
        for (int i = 0; i < features.length; i++) {
            float value = features[i][place][text];
            into[i] = Float.isNaN(value) ? 0 : Math.clamp(value, -MOST, MOST);
        }
    }

    private static float[][] raw(PairSignal signal, int[] members) {
        float[][] raw = new float[members.length][members.length];
        for (int place = 0; place < members.length; place++) {
            for (int text = 0; text < members.length; text++) {
                raw[place][text] = (float) signal.score(members[place], members[text]);
            }
        }
        return raw;
    }

    private static float[][] centred(float[][] raw) {
        int size = raw.length;
        double[] placeMeans = new double[size];
        double[] textMeans = new double[size];
        int[] placeCounts = new int[size];
        int[] textCounts = new int[size];
        for (int place = 0; place < size; place++) {
            for (int text = 0; text < size; text++) {
                if (!Float.isNaN(raw[place][text])) {
                    placeMeans[place] += raw[place][text];
                    textMeans[text] += raw[place][text];
                    placeCounts[place]++;
                    textCounts[text]++;
                }
            }
        }
        double squares = 0;
        int count = 0;
        for (int place = 0; place < size; place++) {
            for (int text = 0; text < size; text++) {
                if (!Float.isNaN(raw[place][text])) {
                    double value = raw[place][text]
                            - (placeMeans[place] / placeCounts[place] + textMeans[text] / textCounts[text]) / 2;
                    squares += value * value;
                    count++;
                    raw[place][text] = (float) value;
                }
            }
        }
        float factor = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares / count));
        for (float[] row : raw) {
            for (int text = 0; text < size; text++) {
                row[text] *= factor;
            }
        }
        return raw;
    }

    private static float[][] shares(float[][] scores) {
        int size = scores.length;
        double[] ofPlace = new double[size];
        double[] ofText = new double[size];
        int[] placeCounts = new int[size];
        int[] textCounts = new int[size];
        for (int place = 0; place < size; place++) {
            for (int text = 0; text < size; text++) {
                if (!Float.isNaN(scores[place][text])) {
                    double power = StrictMath.exp(SHARPNESS * Math.min(scores[place][text], MOST));
                    ofPlace[place] += power;
                    ofText[text] += power;
                    placeCounts[place]++;
                    textCounts[text]++;
                }
            }
        }
        float[][] shares = new float[size][size];
        for (int i = 0; i < size; i++) {
            ofPlace[i] = StrictMath.log(ofPlace[i] / placeCounts[i]);
            ofText[i] = StrictMath.log(ofText[i] / textCounts[i]);
        }
        for (int place = 0; place < size; place++) {
            for (int text = 0; text < size; text++) {
                // What is not a number stays none.
                shares[place][text] = (float) (SHARPNESS * Math.min(scores[place][text], MOST) - (ofPlace[place] + ofText[text]) / 2);
            }
        }
        return shares;
    }
}
