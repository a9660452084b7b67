package dev.tandem.training.probe;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A classifier of good and bad texts in the manner of fastText (Joulin et al., 2017): words and pairs of neighbouring words are hashed
 * into a table of small vectors, a text is their mean, and one logistic unit judges it. Trained by stochastic gradient descent on one
 * thread, in an order that the seed decides: the same texts give the same bytes. Words that share a place in the table cannot be
 * told apart; of long texts the first {@value #MOST_WORDS} words are read.
 */
public final class NgramClassifier {
    private static final int FORMAT = 0x4e475131;
    private static final int MOST_WORDS = 4096;
    private static final int HASH_START = 0x811c9dc5;
    private static final int HASH_FACTOR = 0x01000193;
    private static final int PAIR_FACTOR = 0x6ed9eba1;

    private final int dimension;
    private final float[] table;
    private final float[] weights;
    private float bias;

    private NgramClassifier(int buckets, int dimension) {
        this.dimension = dimension;
        this.table = new float[Math.multiplyExact(buckets, dimension)];
        this.weights = new float[dimension];
    }

    /**
     * How it is trained.
     *
     * @param buckets places in the table; four bytes each for every dimension
     * @param learningRate at the start; it falls to zero in a straight line
     */
    public record Settings(int buckets, int dimension, int epochs, float learningRate, long seed) {
        public Settings {
            if (buckets < 1 || dimension < 1 || (long) buckets * dimension > 1 << 28 || epochs < 1 || !(learningRate > 0)) {
                throw new IllegalArgumentException("buckets times dimension has to be from 1 to 2^28, and epochs and learningRate above 0");
            }
        }

        public static Settings standard(long seed) {
            return new Settings(1 << 16, 16, 20, 0.5f, seed);
        }
    }

    /** Learns from texts; {@code good} says which. */
    public static NgramClassifier train(List<String> texts, boolean[] good, Settings settings) {
        if (texts.size() != good.length || texts.isEmpty()) {
            throw new IllegalArgumentException("texts are needed, and whether each is good; found " + texts.size() + " and " + good.length);
        }
        NgramClassifier classifier = new NgramClassifier(settings.buckets(), settings.dimension());
        SplittableRandom random = new SplittableRandom(settings.seed());
        for (int i = 0; i < classifier.table.length; i++) {
            classifier.table[i] = (float) ((2 * random.nextDouble() - 1) / settings.dimension());
        }
        int[][] places = new int[texts.size()][];
        java.util.Arrays.setAll(places, i -> classifier.places(texts.get(i)));
        long steps = (long) settings.epochs() * places.length;
        long step = 0;
        int[] order = new int[places.length];
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            for (int i = 0; i < order.length; i++) {
                int other = random.nextInt(i + 1);
                order[i] = order[other];
                order[other] = i;
            }
            for (int text : order) {
                classifier.step(places[text], good[text], settings.learningRate() * (1 - (float) step++ / steps));
            }
        }
        return classifier;
    }

    private void step(int[] places, boolean good, float rate) {
        if (places.length == 0) {
            return;
        }
        float[] mean = mean(places);
        float change = rate * ((good ? 1 : 0) - (float) LinearProbe.sigmoid(logit(mean)));
        float share = change / places.length;
        for (int place : places) {
            for (int i = 0; i < dimension; i++) {
                table[place * dimension + i] += share * weights[i];
            }
        }
        for (int i = 0; i < dimension; i++) {
            weights[i] += change * mean[i];
        }
        bias += change;
    }

    private float[] mean(int[] places) {
        float[] mean = new float[dimension];
        for (int place : places) {
            for (int i = 0; i < dimension; i++) {
                mean[i] += table[place * dimension + i];
            }
        }
        for (int i = 0; i < dimension; i++) {
            mean[i] /= places.length;
        }
        return mean;
    }

    private double logit(float[] mean) {
        double logit = bias;
        for (int i = 0; i < dimension; i++) {
            logit += (double) weights[i] * mean[i];
        }
        return logit;
    }

    /** How probably a text is good; one without words is neither. */
    public double probability(String text) {
        int[] places = places(text);
        return places.length == 0 ? 0.5 : LinearProbe.sigmoid(logit(mean(places)));
    }

    private int[] places(String text) {
        IntArrayList places = new IntArrayList();
        int buckets = table.length / dimension;
        int before = 0;
        int words = 0;
        for (int at = 0; at < text.length() && words < MOST_WORDS;) {
            int hash = HASH_START;
            int length = 0;
            while (at < text.length()) {
                int point = text.codePointAt(at);
                at += Character.charCount(point);
                if (!Character.isLetterOrDigit(point)) {
                    break;
                }
                hash = (hash ^ Character.toLowerCase(point)) * HASH_FACTOR;
                length++;
            }
            if (length > 0) {
                places.add(Integer.remainderUnsigned(mixed(hash), buckets));
                if (words > 0) {
                    places.add(Integer.remainderUnsigned(mixed(before * PAIR_FACTOR + hash), buckets));
                }
                before = hash;
                words++;
            }
        }
        return places.toIntArray();
    }

    private static int mixed(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
        return mixed ^ mixed >>> 13;
    }

    /** Format, buckets, dimension, table, weights and bias, big-endian. */
    public byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * Integer.BYTES + Float.BYTES * (table.length + dimension));
        bytes.putInt(FORMAT).putInt(table.length / dimension).putInt(dimension);
        for (float number : table) {
            bytes.putFloat(number);
        }
        for (float weight : weights) {
            bytes.putFloat(weight);
        }
        return bytes.putFloat(bias).array();
    }

    /** @throws TandemException CORRUPT_OBJECT where the bytes are no classifier */
    public static NgramClassifier decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        if (encoded.length < 4 * Integer.BYTES || bytes.getInt() != FORMAT) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "Expected a classifier of n-grams");
        }
        int buckets = bytes.getInt();
        int dimension = bytes.getInt();
        if (buckets < 1 || dimension < 1 || encoded.length != 4L * Integer.BYTES + Float.BYTES * ((buckets + 1L) * dimension)) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "The classifier of n-grams has another size than it says");
        }
        NgramClassifier classifier = new NgramClassifier(buckets, dimension);
        for (int i = 0; i < classifier.table.length; i++) {
            classifier.table[i] = bytes.getFloat();
        }
        for (int i = 0; i < dimension; i++) {
            classifier.weights[i] = bytes.getFloat();
        }
        classifier.bias = bytes.getFloat();
        return classifier;
    }
}
