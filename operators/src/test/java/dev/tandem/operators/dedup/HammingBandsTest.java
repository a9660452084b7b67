package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HammingBandsTest {

    @Property
    void hashesWithinTheDistanceAgreeInABand(
            @ForAll @IntRange(max = 10) int distance, @ForAll long hash, @ForAll long seed) {
        HammingBands bands = new HammingBands(distance);
        Random random = new Random(seed);
        long changed = hash;
        for (int i = 0; i < distance; i++) {
            changed ^= 1L << random.nextInt(Long.SIZE);
        }
        long[] left = bands.keys(hash);
        long[] right = bands.keys(changed);
        boolean agree = false;
        for (int band = 0; band < left.length; band++) {
            agree |= left[band] == right[band];
        }
        assertThat(agree).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 6", "3, 10", "4, 35", "6, 28", "10, 66"})
    void thereAreFewBands(int distance, int bands) {
        assertThat(new HammingBands(distance).keys(0)).hasSize(bands);
    }
}
