package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.media.MediaAnswer.SpectralSnr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are those of librosa 0.11 and scikit-learn 1.9, by Data-Juicer's rule, in double precision. */
final class SpectralMeterTest {
    private static final MadeMedia.Wave LOUDER = (_, time) -> (time < 1 ? 0.01 : 0.1) * sine(1_000, time);
    private static final MadeMedia.Wave TWO_TONES =
            (_, time) -> 0.3 * sine(440, time) + (time % 1 < 0.3 ? 0.2 * sine(3_000, time) : 0);
    private static final MadeMedia.Wave RISING = (_, time) -> 0.5 * sine(200 + 300 * time, time);
    private static final MadeMedia.Wave NOISY = (_, time) -> 0.05 * noise(time) + (time % 0.5 < 0.25 ? 0.4 * sine(700, time) : 0);

    private static double sine(double hertz, double time) {
        return StrictMath.sin(2 * Math.PI * hertz * time);
    }

    private static double noise(double time) {
        double far = StrictMath.sin(time * 12345.678) * 43758.5453;
        return far - Math.floor(far) - 0.5;
    }

    private static double snr(int rate, double seconds, MadeMedia.Wave wave, int iterations, double most) {
        MediaAnswer answer = Measured.of(new MediaRequest.SpectralSnr(iterations, most), "wav",
                MadeMedia.wav(rate, 1, seconds, wave), Measured.LIMITS);
        return ((SpectralSnr) answer).snr();
    }

    @Test
    void ratiosAreThoseOfTheReference() {
        assertThat(snr(8_000, 2, LOUDER, 500, 60)).isCloseTo(22.2914, within(0.002));
        assertThat(snr(16_000, 3, TWO_TONES, 500, 60)).isCloseTo(4.3915, within(0.002));
        assertThat(snr(8_000, 2.5, RISING, 500, 60)).isCloseTo(-3.5126, within(0.002));
        assertThat(snr(8_000, 2, NOISY, 500, 60)).isCloseTo(-13.0936, within(0.002));
        assertThat(snr(8_000, 0.1, (_, time) -> 0.1 * sine(1_000, time), 500, 60)).isCloseTo(-6.1203, within(0.002));
    }

    @ParameterizedTest
    @CsvSource({"1, 35.8814", "2, 26.5026", "20, 22.2914"})
    void asManyIterationsAreMadeAsAskedFor(int iterations, double ratio) {
        assertThat(snr(8_000, 2, LOUDER, iterations, 60)).isCloseTo(ratio, within(0.002));
    }

    @Test
    void onlyTheBeginningIsHeard() {
        assertThat(snr(8_000, 5, (channel, time) -> time < 2 ? LOUDER.at(channel, time) : noise(time), 500, 2))
                .isEqualTo(snr(8_000, 2, LOUDER, 500, 60));
    }

    @Test
    void silenceHasNoNoiseAndWhatIsTooShortNoSignal() {
        assertThat(snr(8_000, 1, (_, _) -> 0, 500, 60)).isEqualTo(Double.MAX_VALUE);
        assertThat(snr(8_000, 0.05, (_, time) -> 0.1 * sine(1_000, time), 500, 60)).isEqualTo(-Double.MAX_VALUE);
    }
}
