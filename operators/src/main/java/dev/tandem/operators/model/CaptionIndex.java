package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Descriptions with their vectors in the space of two towers, to find those that are nearest to a picture: a file of a model. */
public final class CaptionIndex {
    /** Of texts and vectors together, in memory as in the file. */
    private static final long MOST_BYTES = 512L << 20;

    private static final int FORMAT = 0x54434901;

    private final float[][] vectors;
    private final String[] texts;

    private CaptionIndex(float[][] vectors, String[] texts) {
        this.vectors = vectors;
        this.texts = texts;
    }

    /**
     * As a file.
     *
     * @param vectors of length one, as many as texts
     * @throws TandemException {@link ErrorCode#TOO_LARGE}
     */
    public static byte[] encode(float[][] vectors, List<String> texts) {
        int dimensions = vectors.length == 0 ? 0 : vectors[0].length;
        List<byte[]> encoded = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        long bytes = 3L * Integer.BYTES + (long) vectors.length * (dimensions + 1) * Float.BYTES
                + encoded.stream().mapToLong(text -> text.length).sum();
        if (bytes > MOST_BYTES) {
            throw new TandemException(ErrorCode.TOO_LARGE, "The descriptions and their vectors have " + bytes + " bytes, more than "
                    + MOST_BYTES + ". Give fewer pairs.");
        }
        ByteBuffer file = ByteBuffer.allocate((int) bytes).putInt(FORMAT).putInt(vectors.length).putInt(dimensions);
        for (int i = 0; i < vectors.length; i++) {
            for (float value : vectors[i]) {
                file.putFloat(value);
            }
            file.putInt(encoded.get(i).length).put(encoded.get(i));
        }
        return file.array();
    }

    /** @throws TandemException {@link ErrorCode#MODEL_CONTRACT} for anything else than {@link #encode} writes */
    static CaptionIndex decode(byte[] file) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            int format = in.getInt();
            int count = in.getInt();
            int dimensions = in.getInt();
            if (format != FORMAT || count < 1 || dimensions < 1 || (long) count * (dimensions + 1) * Float.BYTES > in.remaining()) {
                throw wrong();
            }
            float[][] vectors = new float[count][dimensions];
            String[] texts = new String[count];
            for (int i = 0; i < count; i++) {
                for (int d = 0; d < dimensions; d++) {
                    vectors[i][d] = in.getFloat();
                }
                int length = in.getInt();
                if (length < 0 || length > in.remaining()) {
                    throw wrong();
                }
                texts[i] = new String(file, in.position(), length, StandardCharsets.UTF_8);
                in.position(in.position() + length);
            }
            return new CaptionIndex(vectors, texts);
        } catch (BufferUnderflowException e) {
            throw wrong();
        }
    }

    private static TandemException wrong() {
        return new TandemException(ErrorCode.MODEL_CONTRACT,
                "The weights are no index of captions. Make them with './tandem train-towers --captions'.");
    }

    /** A description, and how near it is. */
    record Nearest(String text, double similarity) {}

    /**
     * The descriptions nearest to a vector, the nearest first; of equal ones the earlier.
     *
     * @param own a text that is not to be found, as it is the picture's own
     */
    List<Nearest> nearest(float[] vector, int most, String own) {
        if (vector.length != vectors[0].length) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The model and the index do not belong together: one answers with "
                    + vector.length + " numbers, the other has " + vectors[0].length + ". Name those of one training.");
        }
        double[] similarities = new double[vectors.length];
        Arrays.setAll(similarities, i -> Cosine.of(vector, vectors[i]));
        int[] order = new int[vectors.length];
        Arrays.setAll(order, i -> i);
        IntArrays.mergeSort(order, (left, right) -> Double.compare(similarities[right], similarities[left]));
        return Arrays.stream(order)
                .filter(i -> !texts[i].equals(own))
                .mapToObj(i -> new Nearest(texts[i], similarities[i]))
                .limit(most)
                .toList();
    }
}
