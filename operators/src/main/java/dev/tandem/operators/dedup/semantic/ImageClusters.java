package dev.tandem.operators.dedup.semantic;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Clusters of the pictures of a pool, and which of them the pictures of a target set fall into, as DataComp selects by images: a file
 * of numbers, for {@code image_cluster}.
 */
public final class ImageClusters {
    private static final int FORMAT = 0x54494301;
    private static final int MOST_CLUSTERS = 100_000;

    private final Centres centres;
    private final BitSet selected;

    private ImageClusters(Centres centres, BitSet selected) {
        this.centres = centres;
        this.selected = selected;
    }

    /** The cluster of a picture, how like its centre it is, and whether it is one of the target's. */
    public record Place(int cluster, double similarity, boolean selected) {}

    /**
     * Fits clusters to a pool; the same pictures in the same order and the same seed give the same bytes.
     *
     * @param pool a vector for each picture
     * @param targets likewise; a cluster is selected where one of these is nearest to its centre
     * @param iterations of k-means, at most
     */
    public static byte[] fit(float[][] pool, float[][] targets, int clusters, int iterations, long seed) {
        UnitVectors vectors = UnitVectors.of(pool);
        float[] values = SphericalKMeans.centres(vectors, clusters, iterations, seed);
        byte[] encoded = Centres.encode(values, vectors.dimensions());
        Centres centres = Centres.decode(encoded);
        BitSet selected = new BitSet();
        float[][] units = targets.length == 0 ? targets : rows(UnitVectors.of(targets));
        Arrays.stream(units).forEach(target -> selected.set(centres.nearest(target).cluster()));
        long[] words = selected.toLongArray();
        ByteBuffer file = ByteBuffer.allocate(2 * Integer.BYTES + words.length * Long.BYTES + encoded.length);
        file.putInt(FORMAT).putInt(words.length);
        Arrays.stream(words).forEach(file::putLong);
        return file.put(encoded).array();
    }

    private static float[][] rows(UnitVectors vectors) {
        float[][] rows = new float[vectors.count()][];
        int dimensions = vectors.dimensions();
        Arrays.setAll(rows, i -> Arrays.copyOfRange(vectors.values(), i * dimensions, (i + 1) * dimensions));
        return rows;
    }

    /** @throws TandemException {@link ErrorCode#MODEL_CONTRACT} for anything else than what {@link #fit} writes */
    public static ImageClusters decode(byte[] file) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            int format = in.getInt();
            int words = in.getInt();
            if (format != FORMAT || words < 0 || words > MOST_CLUSTERS / Long.SIZE + 1) {
                throw wrong();
            }
            long[] selected = new long[words];
            for (int i = 0; i < words; i++) {
                selected[i] = in.getLong();
            }
            byte[] centres = new byte[in.remaining()];
            in.get(centres);
            int dimensions = ByteBuffer.wrap(centres).getInt();
            int values = (centres.length - Integer.BYTES) / Float.BYTES;
            if (dimensions < 1 || values == 0 || values % dimensions != 0) {
                throw wrong();
            }
            return new ImageClusters(Centres.decode(centres), BitSet.valueOf(selected));
        } catch (BufferUnderflowException e) {
            throw wrong();
        }
    }

    private static TandemException wrong() {
        return new TandemException(ErrorCode.MODEL_CONTRACT,
                "The weights are no clusters of pictures. Make them with './tandem train-clusters'.");
    }

    /** Where a picture belongs; only the direction of its vector counts. */
    public Place of(float[] vector) {
        UnitVectors unit = UnitVectors.of(new float[][] {vector});
        Centres.Place place = centres.nearest(unit.values());
        return new Place(place.cluster(), place.similarity(), selected.get(place.cluster()));
    }
}
