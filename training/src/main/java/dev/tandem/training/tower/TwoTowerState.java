package dev.tandem.training.tower;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** All that changes while two towers are trained, and the bytes that it is kept as. */
record TwoTowerState(AdamW image, AdamW text, AdamW logScale, int epoch, int step) {
    /** "TWT1". */
    private static final int FORMAT = 0x54575431;

    private static final int HEADER = 3 * Integer.BYTES + 32;

    /** Weights as far from zero, at most, as one over the square root of how many come in. */
    static TwoTowerState initial(TrainingPairs pairs, TwoTowerSettings settings) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        return new TwoTowerState(
                new AdamW(uniform(pairs.images()[0].length, settings.dimension(), random.split())),
                new AdamW(uniform(pairs.texts()[0].length, settings.dimension(), random.split())),
                new AdamW(new float[][] {{settings.logScale()}}), 0, 0);
    }

    private static float[][] uniform(int inputs, int outputs, SplittableRandom random) {
        double limit = 1 / Math.sqrt(inputs);
        float[][] weights = new float[inputs][outputs];
        for (float[] row : weights) {
            for (int i = 0; i < outputs; i++) {
                row[i] = (float) ((2 * random.nextDouble() - 1) * limit);
            }
        }
        return weights;
    }

    /** Big-endian: format, epoch, step, digest of what is trained on and how, then each table of weights with its two moments. */
    byte[] encode(TrainingPairs pairs, TwoTowerSettings settings) {
        ByteBuffer bytes = ByteBuffer.allocate(size(pairs, settings));
        bytes.putInt(FORMAT).putInt(epoch).putInt(step).put(origin(pairs, settings).bytes());
        for (float[][] table : tables()) {
            for (float[] row : table) {
                for (float number : row) {
                    bytes.putFloat(number);
                }
            }
        }
        return bytes.array();
    }

    static TwoTowerState decode(byte[] encoded, TrainingPairs pairs, TwoTowerSettings settings) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        if (encoded.length < HEADER || bytes.getInt() != FORMAT) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "Expected a checkpoint of two towers");
        }
        int epoch = bytes.getInt();
        int step = bytes.getInt();
        byte[] origin = new byte[32];
        bytes.get(origin);
        if (!Arrays.equals(origin, origin(pairs, settings).bytes())) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "The checkpoint is of a training on other pairs or with other settings; begin this one anew");
        }
        if (encoded.length != size(pairs, settings) || epoch < 0 || epoch > settings.epochs() || step < 0) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "A checkpoint of these pairs has " + size(pairs, settings)
                    + " bytes, found " + encoded.length);
        }
        TwoTowerState state = initial(pairs, settings);
        for (float[][] table : state.tables()) {
            for (float[] row : table) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = bytes.getFloat();
                }
            }
        }
        return new TwoTowerState(state.image, state.text, state.logScale, epoch, step);
    }

    private static int size(TrainingPairs pairs, TwoTowerSettings settings) {
        long weights = (long) settings.dimension() * (pairs.images()[0].length + pairs.texts()[0].length) + 1;
        return Math.toIntExact(HEADER + 3 * Float.BYTES * weights);
    }

    private static Digest origin(TrainingPairs pairs, TwoTowerSettings settings) {
        return Digest.of(Json.text(settings) + pairs.digest());
    }

    private List<float[][]> tables() {
        return List.of(image.weights, image.first, image.second, text.weights, text.first, text.second,
                logScale.weights, logScale.first, logScale.second);
    }
}
