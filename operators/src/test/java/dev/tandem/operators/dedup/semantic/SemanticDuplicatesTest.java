package dev.tandem.operators.dedup.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.dedup.semantic.SemanticDuplicates.Order;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SemanticDuplicatesTest {

    /** Vectors near a few directions. */
    private static UnitVectors vectors(long seed, int count, int dimensions) {
        Random random = new Random(seed);
        float[][] vectors = new float[count][dimensions];
        for (int i = 0; i < count; i++) {
            Random direction = new Random(seed + random.nextInt(5));
            for (int d = 0; d < dimensions; d++) {
                vectors[i][d] = (float) (direction.nextGaussian() + 0.3 * random.nextGaussian());
            }
        }
        return UnitVectors.of(vectors);
    }

    private static int[] bruteForce(UnitVectors vectors, int[] labels, double epsilon, Order order) {
        int[] duplicateOf = new int[labels.length];
        Arrays.fill(duplicateOf, -1);
        for (int label : Arrays.stream(labels).distinct().toArray()) {
            int[] cluster = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
            double[] centre = new double[vectors.dimensions()];
            for (int vector : cluster) {
                Arrays.setAll(centre, d -> centre[d] + vectors.values()[vector * centre.length + d]);
            }
            int sign = order == Order.HARD ? 1 : -1;
            Integer[] ordered = Arrays.stream(cluster).boxed().toArray(Integer[]::new);
            Arrays.sort(ordered, (left, right) ->
                    sign * Double.compare(similarity(vectors, left, centre), similarity(vectors, right, centre)));
            for (int j = 0; j < ordered.length; j++) {
                double most = 1 - epsilon;
                for (int i = 0; i < j; i++) {
                    if (vectors.similarity(ordered[i], ordered[j]) > most) {
                        most = vectors.similarity(ordered[i], ordered[j]);
                        duplicateOf[ordered[j]] = ordered[i];
                    }
                }
            }
        }
        return duplicateOf;
    }

    private static double similarity(UnitVectors vectors, int vector, double[] centre) {
        double sum = 0;
        for (int d = 0; d < centre.length; d++) {
            sum += vectors.values()[vector * centre.length + d] * centre[d];
        }
        return sum;
    }

    @Property(tries = 60)
    void duplicatesAreThoseOfAllPairs(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int count,
            @ForAll @IntRange(min = 1, max = 9) int dimensions,
            @ForAll @DoubleRange(min = 0, max = 0.3) double epsilon,
            @ForAll Order order) {
        UnitVectors vectors = vectors(seed, count, dimensions);
        int[] labels = SphericalKMeans.labels(vectors, 2, 5, seed);

        assertThat(SemanticDuplicates.of(vectors, labels, epsilon, order))
                .isEqualTo(bruteForce(vectors, labels, epsilon, order));
    }

    @Test
    void aChainEndsInItsFirstAndAnotherOrderKeepsAnother() {
        UnitVectors chain = UnitVectors.of(new float[][] {{10, 0}, {10, 1}, {10, 2}, {10, 3}});

        assertThat(SemanticDuplicates.of(chain, new int[4], 0.01, Order.EASY)).containsExactly(1, -1, 1, 2);
        assertThat(SemanticDuplicates.of(chain, new int[4], 0.01, Order.HARD)).containsExactly(-1, 2, 3, -1);
        assertThat(SemanticDuplicates.of(chain, new int[] {0, 1, 2, 3}, 0.5, Order.HARD)).containsOnly(-1);
    }

    @Test
    void clustersAreThoseThereAre() {
        UnitVectors vectors = UnitVectors.of(new float[][] {{1, 0}, {0, 1}, {9, 1}, {1, 9}, {5, 0}, {0, 7}});
        int[] labels = SphericalKMeans.labels(vectors, 2, 20, 3);

        assertThat(labels[0]).isEqualTo(labels[2]).isEqualTo(labels[4]).isNotEqualTo(labels[1]);
        assertThat(labels[1]).isEqualTo(labels[3]).isEqualTo(labels[5]);
    }

    @Property(tries = 30)
    void everyVectorBelongsToACentreAndTheSameSeedGivesTheSame(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int count, @ForAll @IntRange(min = 1, max = 400) int clusters) {
        UnitVectors vectors = vectors(seed, count, 6);
        int[] labels = SphericalKMeans.labels(vectors, clusters, 10, seed);

        assertThat(labels).hasSize(count);
        assertThat(Arrays.stream(labels)).allMatch(label -> label >= 0 && label < Math.min(count, clusters));
        assertThat(SphericalKMeans.labels(vectors, clusters, 10, seed)).isEqualTo(labels);
    }

    @Test
    void nothingHasNoDuplicatesAndZerosHaveNone() {
        UnitVectors none = UnitVectors.of(new float[0][]);
        UnitVectors zeros = UnitVectors.of(new float[3][4]);

        assertThat(SphericalKMeans.labels(none, 5, 5, 1)).isEmpty();
        assertThat(SemanticDuplicates.of(none, new int[0], 0.1, Order.HARD)).isEmpty();
        assertThat(SemanticDuplicates.of(zeros, SphericalKMeans.labels(zeros, 2, 5, 1), 0.1, Order.HARD)).containsOnly(-1);
        assertThatThrownBy(() -> UnitVectors.of(new float[][] {{1}, {1, 2}})).hasMessageContaining("1 and 2");
    }
}
