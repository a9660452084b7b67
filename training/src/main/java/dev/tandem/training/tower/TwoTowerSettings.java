package dev.tandem.training.tower;

/**
 * How two towers are trained.
 *
 * @param dimension of the vectors that come out
 * @param batchSize pairs that are told apart from each other in a step, about: batches of an epoch have the same size but for one
 * @param learningRate of AdamW at the start; it falls to zero in a straight line
 * @param weightDecay of AdamW, for projections
 * @param imageDropout share of an image's numbers that are set to zero in a step, each drawn
 * @param textDropout the same for texts
 * @param logScale logarithm of the scale of cosines at the start
 * @param maxLogScale the scale grows no further
 */
public record TwoTowerSettings(
        int dimension,
        int epochs,
        int batchSize,
        float learningRate,
        float weightDecay,
        float imageDropout,
        float textDropout,
        float logScale,
        float maxLogScale,
        long seed) {

    public TwoTowerSettings {
        require(dimension >= 1 && dimension <= 4096, "dimension", "from 1 to 4096", dimension);
        require(epochs >= 1 && epochs <= 100_000, "epochs", "from 1 to 100000", epochs);
        require(batchSize >= 2 && batchSize <= 8192, "batchSize", "from 2 to 8192", batchSize);
        require(learningRate > 0, "learningRate", "above 0", learningRate);
        require(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
        require(imageDropout >= 0 && imageDropout < 1, "imageDropout", "from 0 to below 1", imageDropout);
        require(textDropout >= 0 && textDropout < 1, "textDropout", "from 0 to below 1", textDropout);
        require(maxLogScale <= 10, "maxLogScale", "at most 10", maxLogScale);
    }

    private static void require(boolean holds, String name, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(name + " has to be " + expected + ", found " + found);
        }
    }

    /** For about a thousand pairs: more epochs or a higher rate learn them by heart. */
    public static TwoTowerSettings standard(long seed) {
        return new TwoTowerSettings(256, 20, 128, 1e-3f, 1e-2f, 0.3f, 0.1f, 2.7f, (float) StrictMath.log(60), seed);
    }

    public TwoTowerSettings withEpochs(int other) {
        return new TwoTowerSettings(dimension, other, batchSize, learningRate, weightDecay, imageDropout, textDropout, logScale,
                maxLogScale, seed);
    }

    public TwoTowerSettings withSeed(long other) {
        return new TwoTowerSettings(dimension, epochs, batchSize, learningRate, weightDecay, imageDropout, textDropout, logScale,
                maxLogScale, other);
    }
}
