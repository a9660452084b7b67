package dev.tandem.operators.dedup.semantic;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;

/**
 * SemDeDup (Abbas et al., arXiv 2303.09540): the vectors of a cluster are put in order by how similar they are to its centre,
 * and one is a duplicate when it is more similar than {@code 1 - epsilon} to one before it, whether that is a duplicate itself
 * or not: a chain ends in its first. A larger epsilon finds more. Takes time with the square of a cluster's size.
 */
public final class SemanticDuplicates {
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
        EarlierVectors earlier = new EarlierVectors(1 - epsilon);
        for (int vector : ordered) {
            int from = vector * vectors.dimensions();
            int nearest = earlier.nearest(vectors.values(), from, 0);
            if (nearest >= 0) {
                duplicateOf[vector] = ordered[nearest];
            }
            earlier.add(vectors.values(), from, vectors.dimensions());
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
