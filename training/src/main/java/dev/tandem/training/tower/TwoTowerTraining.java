package dev.tandem.training.tower;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.Lanes;
import dev.tandem.training.Products;
import java.util.SplittableRandom;

/**
 * A training of two towers that can stop after any epoch and go on from its bytes: the same pairs, settings and seed give the same
 * weights, bit by bit, whatever the number of threads and interruptions. All randomness is drawn anew for each epoch from the seed
 * and the epoch's number. Greatest limitation: everything is in memory, and a batch's cosines grow with its square.
 */
public final class TwoTowerTraining {
    /** Guessing costs the logarithm of a batch's size; a training that is this much worse than that does not come back. */
    private static final double HOPELESS = 4;

    private final TrainingPairs pairs;
    private final TwoTowerSettings settings;
    private final Lanes lanes;
    private final AdamW image;
    private final AdamW text;
    private final AdamW logScale;
    private final float[][] imageGradient;
    private final float[][] textGradient;
    private int epoch;
    private int step;

    private TwoTowerTraining(TrainingPairs pairs, TwoTowerSettings settings, Lanes lanes, TwoTowerState state) {
        this.pairs = pairs;
        this.settings = settings;
        this.lanes = lanes;
        this.image = state.image();
        this.text = state.text();
        this.logScale = state.logScale();
        this.epoch = state.epoch();
        this.step = state.step();
        this.imageGradient = new float[image.weights.length][settings.dimension()];
        this.textGradient = new float[text.weights.length][settings.dimension()];
    }

    public static TwoTowerTraining begin(TrainingPairs pairs, TwoTowerSettings settings, Lanes lanes) {
        return new TwoTowerTraining(pairs, settings, lanes, TwoTowerState.initial(pairs, settings));
    }

    /**
     * Goes on where {@link #checkpoint} was taken.
     *
     * @throws TandemException CORRUPT_OBJECT where the bytes are no checkpoint, INVALID_ARGUMENT where it is one of other pairs or
     *     settings
     */
    public static TwoTowerTraining resume(TrainingPairs pairs, TwoTowerSettings settings, byte[] checkpoint, Lanes lanes) {
        return new TwoTowerTraining(pairs, settings, lanes, TwoTowerState.decode(checkpoint, pairs, settings));
    }

    /** All epochs at once. */
    public static TwoTower train(TrainingPairs pairs, TwoTowerSettings settings, Lanes lanes) {
        return train(pairs, settings, lanes, () -> {});
    }

    /** @param told after each epoch; what it throws ends the training */
    public static TwoTower train(TrainingPairs pairs, TwoTowerSettings settings, Lanes lanes, Runnable told) {
        TwoTowerTraining training = begin(pairs, settings, lanes);
        while (!training.isDone()) {
            training.epoch();
            told.run();
        }
        return training.model();
    }

    public boolean isDone() {
        return epoch == settings.epochs();
    }

    /** Epochs that are done. */
    public int epochsDone() {
        return epoch;
    }

    /**
     * Sees every pair once.
     *
     * @return mean loss
     * @throws TandemException TRAINING_DIVERGED, after which neither model nor checkpoint is of any use
     */
    public double epoch() {
        int[] order = order();
        int batches = Math.max(1, Math.round((float) order.length / settings.batchSize()));
        double sum = 0;
        for (int batch = 0; batch < batches; batch++) {
            int from = (int) ((long) order.length * batch / batches);
            int to = (int) ((long) order.length * (batch + 1) / batches);
            sum += step(order, from, to, batches) * (to - from);
        }
        double loss = sum / order.length;
        if (loss > HOPELESS * StrictMath.log((double) order.length / batches)) {
            throw diverged("a loss of " + loss + " is far worse than guessing");
        }
        epoch++;
        return loss;
    }

    private int[] order() {
        SplittableRandom random = random(-1);
        int[] order = new int[pairs.count()];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** @param purpose twice the number of a pair for its image, one more for its text; -1 for the order */
    private SplittableRandom random(long purpose) {
        return new SplittableRandom(new SplittableRandom(settings.seed() * 0x9e3779b97f4a7c15L + epoch).nextLong() + purpose);
    }

    private double step(int[] order, int from, int to, int batches) {
        float[][] images = dropped(order, from, to, pairs.images(), settings.imageDropout(), 0);
        float[][] texts = dropped(order, from, to, pairs.texts(), settings.textDropout(), 1);
        EmbeddedBatch imageVectors = EmbeddedBatch.of(images, image.weights, lanes);
        EmbeddedBatch textVectors = EmbeddedBatch.of(texts, text.weights, lanes);
        float scale = (float) StrictMath.exp(Math.min(logScale.weights[0][0], settings.maxLogScale()));
        ContrastiveLoss loss = ContrastiveLoss.of(imageVectors.vectors(), textVectors.vectors(), scale, lanes);
        if (!Double.isFinite(loss.loss())) {
            throw diverged("the loss is not a finite number");
        }
        imageVectors.backward(loss.imageGradient());
        textVectors.backward(loss.textGradient());
        lanes.each(images[0].length, (a, b) -> Products.multiplyTransposed(images, loss.imageGradient(), imageGradient, a, b));
        lanes.each(texts[0].length, (a, b) -> Products.multiplyTransposed(texts, loss.textGradient(), textGradient, a, b));
        float rate = settings.learningRate() * (1 - (epoch + (float) from / order.length) / settings.epochs());
        step++;
        AdamW.Step change = AdamW.Step.of(rate, settings.weightDecay(), step);
        image.step(imageGradient, change, lanes);
        text.step(textGradient, change, lanes);
        boolean still = logScale.weights[0][0] >= settings.maxLogScale() && loss.scaleGradient() < 0;
        logScale.step(new float[][] {{still ? 0 : (float) loss.scaleGradient()}}, AdamW.Step.of(rate, 0, step), lanes);
        return loss.loss();
    }

    private float[][] dropped(int[] order, int from, int to, float[][] rows, float dropout, int purpose) {
        float[][] batch = new float[to - from][];
        lanes.each(to - from, (a, b) -> {
            for (int i = a; i < b; i++) {
                int pair = order[from + i];
                batch[i] = dropout == 0 ? rows[pair] : dropped(rows[pair], dropout, random(2L * pair + purpose));
            }
        });
        return batch;
    }

    private static float[] dropped(float[] row, float dropout, SplittableRandom random) {
        int limit = (int) (Integer.MIN_VALUE + dropout * 0x1p32);
        float factor = 1 / (1 - dropout);
        float[] left = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            left[i] = random.nextInt() < limit ? 0 : row[i] * factor;
        }
        return left;
    }

    /** What was learnt so far. */
    public TwoTower model() {
        checkFinite(image.weights);
        checkFinite(text.weights);
        return new TwoTower(new Projection(copy(image.weights)), new Projection(copy(text.weights)),
                Math.min(logScale.weights[0][0], settings.maxLogScale()));
    }

    private void checkFinite(float[][] weights) {
        for (float[] row : weights) {
            for (float weight : row) {
                if (!Float.isFinite(weight)) {
                    throw diverged("a weight is not a finite number");
                }
            }
        }
    }

    private static float[][] copy(float[][] rows) {
        float[][] copy = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    /** Everything that {@link #resume} needs but the pairs and the settings: 12 bytes for each weight. */
    public byte[] checkpoint() {
        checkFinite(image.weights);
        checkFinite(text.weights);
        return new TwoTowerState(image, text, logScale, epoch, step).encode(pairs, settings);
    }

    private TandemException diverged(String found) {
        return new TandemException(ErrorCode.TRAINING_DIVERGED, "The training of two towers went astray in epoch " + (epoch + 1) + ": "
                + found + "; a smaller learning rate than " + settings.learningRate() + " may help");
    }
}
