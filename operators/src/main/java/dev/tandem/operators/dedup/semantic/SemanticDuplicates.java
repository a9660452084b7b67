package dev.tandem.operators.dedup.semantic;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * SemDeDup (Abbas et al., arXiv 2303.09540): the vectors of a cluster are put in order by how similar they are to its centre,
 * and one is a duplicate when it is more similar than {@code 1 - epsilon} to one before it, whether that is a duplicate itself
 * or not: a chain ends in its first. A larger epsilon finds more. Takes time with the square of a cluster's size.
 */
public final class SemanticDuplicates {
    /** More than cosines in single precision are off by. */
    private static final float ROUNDING = 1e-4f;

    private final UnitVectors vectors;
    private final double epsilon;
    private final Order order;
    private final int[] duplicateOf;

    private SemanticDuplicates(UnitVectors vectors, double epsilon, Order order) {
        this.vectors = vectors;
        this.epsilon = epsilon;
        this.order = order;
        this.duplicateOf = new int[vectors.count()];
        Arrays.fill(duplicateOf, -1);
    }

    /** Which vectors of a cluster come first, and stay. */
    public enum Order {
        /** Those least like the centre. */
        HARD,
        /** Those most like it. */
        EASY
    }

    /**
     * Of each vector the place of the most similar one before it in its cluster, where it is a duplicate; -1 of one that stays.
     *
     * @param labels the cluster of each vector, from 0
     */
    public static int[] of(UnitVectors vectors, int[] labels, double epsilon, Order order) {
        SemanticDuplicates duplicates = new SemanticDuplicates(vectors, epsilon, order);
        int[] sizes = new int[Arrays.stream(labels).max().orElse(-1) + 1];
        Arrays.stream(labels).forEach(label -> sizes[label]++);
        int[][] clusters = new int[sizes.length][];
        Arrays.setAll(clusters, label -> new int[sizes[label]]);
        for (int vector = labels.length - 1; vector >= 0; vector--) {
            clusters[labels[vector]][--sizes[labels[vector]]] = vector;
        }
        Arrays.stream(clusters).forEach(duplicates::find);
        return duplicates.duplicateOf;
    }

    private void find(int[] cluster) {
        int[] ordered = ordered(cluster);
        List<SimilarityBlock> blocks = new ArrayList<>();
        float[] sums = new float[SimilarityBlock.SIZE];
        for (int i = 0; i < ordered.length; i++) {
            int from = ordered[i] * vectors.dimensions();
            double most = 1 - epsilon;
            for (int block = 0; block < blocks.size(); block++) {
                blocks.get(block).similarities(vectors.values(), from, sums);
                for (int j = 0; j < blocks.get(block).count(); j++) {
                    int earlier = ordered[block * SimilarityBlock.SIZE + j];
                    if (sums[j] > most - ROUNDING && vectors.similarity(earlier, ordered[i]) > most) {
                        most = vectors.similarity(earlier, ordered[i]);
                        duplicateOf[ordered[i]] = earlier;
                    }
                }
            }
            if (blocks.isEmpty() || blocks.getLast().isFull()) {
                blocks.add(new SimilarityBlock(vectors.dimensions()));
            }
            blocks.getLast().add(vectors.values(), from);
        }
    }

    /** By similarity to the centre; those that are equally similar by their places. */
    private int[] ordered(int[] cluster) {
        double[] centre = new double[vectors.dimensions()];
        for (int vector : cluster) {
            for (int d = 0; d < centre.length; d++) {
                centre[d] += vectors.values()[vector * centre.length + d];
            }
        }
        double[] similarities = Arrays.stream(cluster).mapToDouble(vector -> similarity(vector, centre)).toArray();
        int[] places = new int[cluster.length];
        Arrays.setAll(places, i -> i);
        int sign = order == Order.HARD ? 1 : -1;
        // Stable, so that places decide where similarities do not.
        IntArrays.mergeSort(places, (left, right) -> sign * Double.compare(similarities[left], similarities[right]));
        return Arrays.stream(places).map(place -> cluster[place]).toArray();
    }

    private double similarity(int vector, double[] centre) {
        double sum = 0;
        for (int d = 0; d < centre.length; d++) {
            sum += vectors.values()[vector * centre.length + d] * centre[d];
        }
        return sum;
    }
}
