package dev.tandem.training.tower;

import dev.tandem.core.model.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Pairs to train on, row by row. They stay in memory as they are: four bytes a number.
 *
 * @param images what the base model says of each image; not to be changed
 * @param texts what the base model says of the text that belongs to it; not to be changed
 */
public record TrainingPairs(float[][] images, float[][] texts) {

    public TrainingPairs {
        if (images.length != texts.length || images.length < 2) {
            throw new IllegalArgumentException("at least two images are needed, each with a text; found "
                    + images.length + " images and " + texts.length + " texts");
        }
        check(images);
        check(texts);
    }

    private static void check(float[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length || rows[i].length == 0) {
                throw new IllegalArgumentException("all rows have the same width, found " + rows[0].length + " and " + rows[i].length);
            }
            for (float number : rows[i]) {
                if (!Float.isFinite(number)) {
                    throw new IllegalArgumentException("row " + i + " has a number that is not finite");
                }
            }
        }
    }

    public int count() {
        return images.length;
    }

    /** Those at these places, in this order. */
    public TrainingPairs at(int[] places) {
        float[][] someImages = new float[places.length][];
        float[][] someTexts = new float[places.length][];
        for (int i = 0; i < places.length; i++) {
            someImages[i] = images[places[i]];
            someTexts[i] = texts[places[i]];
        }
        return new TrainingPairs(someImages, someTexts);
    }

    /** Of all numbers in their order. */
    public Digest digest() {
        MessageDigest digest = Digest.sha256();
        for (int i = 0; i < images.length; i++) {
            update(digest, images[i]);
            update(digest, texts[i]);
        }
        return Digest.finish(digest, new byte[0]);
    }

    private static void update(MessageDigest digest, float[] row) {
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
        bytes.asFloatBuffer().put(row);
        digest.update(bytes);
    }
}
