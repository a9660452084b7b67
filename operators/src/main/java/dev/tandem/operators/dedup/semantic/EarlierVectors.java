package dev.tandem.operators.dedup.semantic;

import dev.tandem.core.operator.SetDeduplicator.Earlier;
import java.util.ArrayList;
import java.util.List;

/** Vectors that come in an order, each of which is compared with those before it. */
final class EarlierVectors implements Earlier {
    /** More than cosines in single precision are off by. */
    private static final float ROUNDING = 1e-4f;

    private final double threshold;
    private final List<SimilarityBlock> blocks = new ArrayList<>();
    private final float[] sums = new float[SimilarityBlock.SIZE];
    private double similarity;

    EarlierVectors(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public void add(long[] evidence) {
        add(PackedVector.unpack(evidence), 0, 2 * evidence.length);
    }

    void add(float[] values, int from, int dimensions) {
        if (blocks.isEmpty() || blocks.getLast().isFull()) {
            blocks.add(new SimilarityBlock(dimensions));
        }
        blocks.getLast().add(values, from);
    }

    @Override
    public int nearest(long[] evidence, int from) {
        return nearest(PackedVector.unpack(evidence), 0, from);
    }

    /** The most similar one at or after the place {@code first}. */
    int nearest(float[] values, int from, int first) {
        int nearest = -1;
        similarity = threshold;
        for (int block = first / SimilarityBlock.SIZE; block < blocks.size(); block++) {
            SimilarityBlock vectors = blocks.get(block);
            vectors.similarities(values, from, sums);
            int start = block * SimilarityBlock.SIZE;
            for (int i = Math.max(0, first - start); i < vectors.count(); i++) {
                if (sums[i] > similarity - ROUNDING) {
                    double exact = vectors.similarity(i, values, from);
                    if (exact > similarity) {
                        similarity = exact;
                        nearest = start + i;
                    }
                }
            }
        }
        return nearest;
    }

    @Override
    public double similarity() {
        return similarity;
    }

    @Override
    public void clear() {
        blocks.clear();
    }
}
