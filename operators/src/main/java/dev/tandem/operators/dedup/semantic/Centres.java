package dev.tandem.operators.dedup.semantic;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The centres of clusters of vectors. */
final class Centres {
    private final List<SimilarityBlock> blocks = new ArrayList<>();
    private final float[] sums = new float[SimilarityBlock.SIZE];

    private Centres() {}

    static byte[] encode(float[] centres, int dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + centres.length * Float.BYTES).putInt(dimensions);
        bytes.asFloatBuffer().put(centres);
        return bytes.array();
    }

    static Centres decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        int dimensions = bytes.getInt();
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        Centres centres = new Centres();
        for (int from = 0; from < values.length; from += dimensions) {
            if (centres.blocks.isEmpty() || centres.blocks.getLast().isFull()) {
                centres.blocks.add(new SimilarityBlock(dimensions));
            }
            centres.blocks.getLast().add(values, from);
        }
        return centres;
    }

    /** A cluster and how similar a vector is to its centre. */
    record Place(int cluster, double similarity) {}

    /** The cluster of the most similar centre, of several the first. */
    Place nearest(float[] values) {
        float most = Float.NEGATIVE_INFINITY;
        int nearest = 0;
        for (int block = 0; block < blocks.size(); block++) {
            blocks.get(block).similarities(values, 0, sums);
            for (int i = 0; i < blocks.get(block).count(); i++) {
                if (sums[i] > most) {
                    most = sums[i];
                    nearest = block * SimilarityBlock.SIZE + i;
                }
            }
        }
        SimilarityBlock block = blocks.get(nearest / SimilarityBlock.SIZE);
        return new Place(nearest, block.similarity(nearest % SimilarityBlock.SIZE, values, 0));
    }
}
