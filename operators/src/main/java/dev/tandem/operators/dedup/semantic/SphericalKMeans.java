package dev.tandem.operators.dedup.semantic;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * k-means over unit vectors by their cosines (Dhillon and Modha, 2001): every vector belongs to the centre that it is most
 * similar to, and a centre has the direction of the sum of its vectors. Centres start at vectors drawn by a seed; one that
 * loses all of its vectors starts again at the vector that is least like its centre. The same vectors in the same order and the
 * same seed give the same clusters.
 */
public final class SphericalKMeans {
    private final UnitVectors vectors;
    private final int clusters;
    private final float[] centres;
    private final int[] labels;
    private final float[] similarities;

    private SphericalKMeans(UnitVectors vectors, int clusters) {
        this.vectors = vectors;
        this.clusters = clusters;
        this.centres = new float[Math.multiplyExact(clusters, vectors.dimensions())];
        this.labels = new int[vectors.count()];
        this.similarities = new float[vectors.count()];
    }

    /**
     * The cluster of each vector, from 0; as many clusters as vectors at most.
     *
     * @param clusters how many there are to be
     * @param iterations after so many it ends, if vectors still move
     */
    public static int[] labels(UnitVectors vectors, int clusters, int iterations, long seed) {
        if (vectors.count() == 0) {
            return new int[0];
        }
        return fitted(vectors, clusters, iterations, seed).labels;
    }

    /** The centres of the clusters, side by side, that {@link #labels} are of. */
    static float[] centres(UnitVectors vectors, int clusters, int iterations, long seed) {
        return vectors.count() == 0 ? new float[0] : fitted(vectors, clusters, iterations, seed).centres;
    }

    private static SphericalKMeans fitted(UnitVectors vectors, int clusters, int iterations, long seed) {
        SphericalKMeans means = new SphericalKMeans(vectors, Math.clamp(clusters, 1, vectors.count()));
        means.start(new SplittableRandom(seed));
        boolean moved = means.assign();
        for (int i = 0; i < iterations && moved; i++) {
            means.move();
            moved = means.assign();
        }
        return means;
    }

    /** Different vectors by their places, each as probable as any other. */
    private void start(SplittableRandom random) {
        int[] places = new int[vectors.count()];
        Arrays.setAll(places, i -> i);
        for (int cluster = 0; cluster < clusters; cluster++) {
            int drawn = cluster + random.nextInt(places.length - cluster);
            int place = places[drawn];
            places[drawn] = places[cluster];
            place(cluster, place);
        }
        Arrays.fill(labels, -1);
    }

    private void place(int cluster, int vector) {
        int dimensions = vectors.dimensions();
        System.arraycopy(vectors.values(), vector * dimensions, centres, cluster * dimensions, dimensions);
    }

    /** Whether a vector came to another centre; of centres that are equally near, the first counts. */
    private boolean assign() {
        int[] before = labels.clone();
        Arrays.fill(similarities, Float.NEGATIVE_INFINITY);
        float[] sums = new float[SimilarityBlock.SIZE];
        for (int first = 0; first < clusters; first += SimilarityBlock.SIZE) {
            SimilarityBlock block = new SimilarityBlock(vectors.dimensions());
            for (int cluster = first; cluster < clusters && !block.isFull(); cluster++) {
                block.add(centres, cluster * vectors.dimensions());
            }
            for (int vector = 0; vector < labels.length; vector++) {
                block.similarities(vectors.values(), vector * vectors.dimensions(), sums);
                for (int i = 0; i < block.count(); i++) {
                    if (sums[i] > similarities[vector]) {
                        similarities[vector] = sums[i];
                        labels[vector] = first + i;
                    }
                }
            }
        }
        return !Arrays.equals(before, labels);
    }

    private void move() {
        int dimensions = vectors.dimensions();
        double[] sums = new double[centres.length];
        int[] sizes = new int[clusters];
        for (int vector = 0; vector < labels.length; vector++) {
            sizes[labels[vector]]++;
            int to = labels[vector] * dimensions;
            for (int d = 0; d < dimensions; d++) {
                sums[to + d] += vectors.values()[vector * dimensions + d];
            }
        }
        for (int cluster = 0; cluster < clusters; cluster++) {
            if (sizes[cluster] == 0) {
                place(cluster, leastLikeItsCentre());
            } else {
                direct(cluster, sums);
            }
        }
    }

    private int leastLikeItsCentre() {
        int least = 0;
        for (int vector = 1; vector < similarities.length; vector++) {
            least = similarities[vector] < similarities[least] ? vector : least;
        }
        // Not for the next one that starts again.
        similarities[least] = Float.POSITIVE_INFINITY;
        return least;
    }

    private void direct(int cluster, double[] sums) {
        int dimensions = vectors.dimensions();
        double squares = 0;
        for (int d = cluster * dimensions; d < (cluster + 1) * dimensions; d++) {
            squares += sums[d] * sums[d];
        }
        double length = Math.sqrt(squares);
        for (int d = cluster * dimensions; d < (cluster + 1) * dimensions; d++) {
            centres[d] = length == 0 ? 0 : (float) (sums[d] / length);
        }
    }
}
