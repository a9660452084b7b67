package dev.tandem.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptimalBandingTest {

    /** Expected values: datasketch 2.0.0, equal weights of false positives and false negatives. */
    @ParameterizedTest
    @CsvSource({"0.7, 256, 25, 10", "0.7, 128, 14, 9", "0.5, 128, 25, 5", "0.8, 128, 9, 13", "0.9, 256, 9, 28"})
    void theCutWithTheLeastErrorIsThatOfTheReference(double threshold, int permutations, int bands, int rows) {
        assertThat(Banding.optimal(threshold, permutations)).isEqualTo(new Banding(bands, rows));
    }

    @Test
    void moreSimilarSetsAreMoreProbablyCandidates() {
        Banding banding = new Banding(14, 8);

        assertThat(banding.probability(0)).isZero();
        assertThat(banding.probability(1)).isOne();
        assertThat(banding.probability(0.8)).isCloseTo(0.924, Offset.offset(0.001));
    }

    @Test
    void aKeyDependsOnTheMinimaOfItsBandOnly() {
        Banding banding = new Banding(3, 2);
        long[] keys = banding.keys(new long[] {1, 2, 3, 4, 5, 6});
        long[] changed = banding.keys(new long[] {1, 2, 3, 0, 5, 6});

        assertThat(Arrays.mismatch(keys, changed)).isEqualTo(1);
        assertThat(changed[2]).isEqualTo(keys[2]);
    }
}
