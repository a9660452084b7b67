package dev.tandem.operators.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.image.ResamplingWeights;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ResamplerTest {

    private static byte[] area(int width, int height, int... samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        int inWidth = samples.length / 4;
        return Resampler.resize(
                        new Pixels(inWidth, 4, 1, bytes),
                        ResamplingWeights.area(inWidth, width),
                        ResamplingWeights.area(4, height))
                .samples();
    }

    @Test
    void shrinkingTakesTheMeanOfWhatBecomesOnePixel() {
        assertThat(area(2, 2, 0, 2, 10, 10, 4, 6, 10, 10, 50, 50, 7, 7, 50, 50, 7, 7)).containsExactly(3, 10, 50, 7);
        // Three become two: the middle one counts half for each.
        assertThat(area(2, 4, 0, 30, 90, 0, 30, 90, 0, 30, 90, 0, 30, 90)).containsExactly(10, 70, 10, 70, 10, 70, 10, 70);
    }

    @Property(tries = 200)
    void aPlainPictureStaysPlainWhateverTheSizes(
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int newWidth,
            @ForAll @IntRange(min = 1, max = 40) int newHeight,
            @ForAll byte value) {
        Pixels plain = Pixels.empty(width, height, 3);
        Arrays.fill(plain.samples(), value);
        Pixels area = Resampler.resize(
                plain, ResamplingWeights.area(width, newWidth), ResamplingWeights.area(height, newHeight));
        Pixels lanczos = Resampler.resize(
                plain, ResamplingWeights.lanczos(width, newWidth), ResamplingWeights.lanczos(height, newHeight));

        assertThat(area.samples()).hasSize(3 * newWidth * newHeight).containsOnly(value);
        assertThat(lanczos.samples()).hasSize(3 * newWidth * newHeight).containsOnly(value);
    }

    @Test
    void wideningKeepsWhatIsThere() {
        Pixels source = new Pixels(2, 1, 3, new byte[] {10, 20, 30, 110, 120, 127});
        Pixels wide = Resampler.resize(source, ResamplingWeights.lanczos(2, 6), ResamplingWeights.lanczos(1, 1));

        assertThat(wide.red(1)).isLessThan(wide.red(4));
        assertThat(wide.blue(0)).isLessThan(wide.blue(5));
    }
}
