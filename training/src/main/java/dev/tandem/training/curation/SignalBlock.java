package dev.tandem.training.curation;

/**
 * One signal of all texts at all places of a block of samples, made comparable. A text that fits everywhere says little where it stands,
 * and neither does a place that everything fits. So a score is taken (a) less half the mean of its place and half the mean of its
 * text, in deviations, and (b) as logarithm of its share in a softmax over all texts of the place and over all places of the text.
 * Where a signal says nothing, both are 0.
 */
final class SignalBlock {
    static final int FEATURES = 2;

    private static final double SHARPNESS = 2;
    private static final float MOST = 8;

    private final float[][] scores;
    private final Sums ofPlaces;
    private final Sums ofTexts;

    /** Over what is a number in each row or column. */
    private static final class Sums {
        final double[] sums;
        final int[] counts;

        Sums(int size) {
            sums = new double[size];
            counts = new int[size];
        }

        void add(int at, double value) {
            sums[at] += value;
            counts[at]++;
        }

        double mean(int at) {
            return sums[at] / counts[at];
        }

        /** Logarithm of the mean, but for one number that is not to count. */
        double logarithm(int at, double without) {
            int some = without > 0 ? counts[at] - 1 : counts[at];
            return some < 1 ? 0 : StrictMath.log(Math.max(sums[at] - without, Double.MIN_NORMAL) / some);
        }
    }

    /** @param members places in the pool of the block's samples */
    SignalBlock(PairSignal signal, int[] members) {
        int size = members.length;
        scores = new float[size][size];
        for (int place = 0; place < size; place++) {
            for (int text = 0; text < size; text++) {
                scores[place][text] = (float) signal.score(members[place], members[text]);
            }
        }
        centre();
        ofPlaces = new Sums(size);
        ofTexts = new Sums(size);
        each((place, text) -> {
            ofPlaces.add(place, power(place, text));
            ofTexts.add(text, power(place, text));
        });
    }

    /** Takes a place and a text. */
    private interface Cell {
        void at(int place, int text);
    }

    private void each(Cell cell) {
        for (int place = 0; place < scores.length; place++) {
            for (int text = 0; text < scores.length; text++) {
                if (!Float.isNaN(scores[place][text])) {
                    cell.at(place, text);
                }
            }
        }
    }

    private void centre() {
        Sums places = new Sums(scores.length);
        Sums texts = new Sums(scores.length);
        each((place, text) -> {
            places.add(place, scores[place][text]);
            texts.add(text, scores[place][text]);
        });
        Sums squares = new Sums(1);
        each((place, text) -> {
            scores[place][text] -= (float) ((places.mean(place) + texts.mean(text)) / 2);
            squares.add(0, (double) scores[place][text] * scores[place][text]);
        });
        float factor = squares.sums[0] == 0 ? 0 : (float) (1 / Math.sqrt(squares.mean(0)));
        each((place, text) -> scores[place][text] *= factor);
    }

    private double power(int place, int text) {
        return Float.isNaN(scores[place][text]) ? 0 : StrictMath.exp(SHARPNESS * Math.min(scores[place][text], MOST));
    }

    /**
     * Of the text of one member at the place of another.
     *
     * @param alone whether the text's own place and the place's own text are left out of the softmax: where swapped texts of the pool come
     *     from outside the block, nothing in it fits them better, and so it must be for texts that are swapped on purpose
     */
    void features(int place, int text, boolean alone, float[] into, int at) {
        if (Float.isNaN(scores[place][text])) {
            return;
        }
        boolean without = alone && place != text;
        double logOfPlace = ofPlaces.logarithm(place, without ? power(place, place) : 0);
        double logOfText = ofTexts.logarithm(text, without ? power(text, text) : 0);
        into[at] = Math.clamp(scores[place][text], -MOST, MOST);
        double share = SHARPNESS * Math.min(scores[place][text], MOST) - (logOfPlace + logOfText) / 2;
        into[at + 1] = (float) Math.clamp(share, -MOST, MOST);
    }
}
