package dev.tandem.training.job;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.training.tower.TrainingPairs;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs with their vectors, row by row, in memory.
 *
 * @param images what the base model says of each image; not to be changed
 * @param texts what the base model says of each text; not to be changed
 */
public record JobRows(List<JobRow> rows, float[][] images, float[][] texts) {
    private static final int FEWEST = 2;

    public JobRows {
        rows = List.copyOf(rows);
        if (rows.size() != images.length || rows.size() != texts.length) {
            throw new IllegalArgumentException("each row has an image and a text, found " + rows.size() + " rows, " + images.length
                    + " images and " + texts.length + " texts");
        }
    }

    public int count() {
        return rows.size();
    }

    public TrainingPairs pairs() {
        return new TrainingPairs(images, texts);
    }

    /** Those at these places, in this order. */
    public JobRows at(int[] places) {
        return new JobRows(
                Arrays.stream(places).mapToObj(rows::get).toList(),
                Arrays.stream(places).mapToObj(i -> images[i]).toArray(float[][]::new),
                Arrays.stream(places).mapToObj(i -> texts[i]).toArray(float[][]::new));
    }

    /**
     * A part of them, in their order. A row is in it for what its id is, so that a smaller share is a part of a larger one, and two
     * pools agree about the rows that they both have.
     *
     * @param share from above 0 to 1; at least two rows, as far as there are so many
     */
    public JobRows share(double share) {
        int count = (int) Math.min(count(), Math.max(FEWEST, Math.round(share * count())));
        if (count == count()) {
            return this;
        }
        Digest[] chances = new Digest[count()];
        Arrays.setAll(chances, i -> Digest.of("share " + rows.get(i).id()));
        return at(IntStream.range(0, count()).boxed()
                .sorted(Comparator.comparing((Integer i) -> chances[i]).thenComparing(i -> i))
                .limit(count)
                .mapToInt(i -> i)
                .sorted()
                .toArray());
    }

    void update(MessageDigest digest) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(count()).flip());
        for (int i = 0; i < count(); i++) {
            digest.update(Json.bytes(rows.get(i)));
            update(digest, images[i]);
            update(digest, texts[i]);
        }
    }

    private static void update(MessageDigest digest, float[] row) {
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
        bytes.asFloatBuffer().put(row);
        digest.update(bytes);
    }
}
