package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.media.MediaAnswer.Waveform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaveformReaderTest {
    private static MediaAnswer read(int rate, int channels, double seconds, int wanted, int most, MadeMedia.Wave wave) {
        return Measured.of(
                new MediaRequest.Waveform(wanted, most), "wav", MadeMedia.wav(rate, channels, seconds, wave), Measured.LIMITS);
    }

    private static double tone(double time) {
        return 0.5 * StrictMath.sin(2 * Math.PI * 440 * time);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 44_100, 48_000})
    void aToneIsTheSameToneAtAnotherRate(int rate) {
        float[] samples = ((Waveform) read(rate, 1, 1, 16_000, 60, (_, time) -> tone(time))).samples();

        assertThat(samples.length).isCloseTo(16_000, within(2));
        for (int i = 100; i < 15_900; i++) {
            assertThat((double) samples[i]).isCloseTo(tone(i / 16_000.0), within(0.01));
        }
    }

    @Test
    void channelsAreAveraged() {
        float[] samples = ((Waveform) read(16_000, 2, 1, 16_000, 60, (channel, time) -> channel == 0 ? 0.5 : -0.25)).samples();
        assertThat(samples[8_000]).isCloseTo(0.125f, within(0.001f));
    }

    @Test
    void whatIsTooLongEnds() {
        assertThat(((Waveform) read(8_000, 1, 3, 16_000, 2, (_, time) -> tone(time))).samples()).hasSize(32_000);
    }

    @Test
    void theSameBytesGiveTheSameSamples() {
        Waveform first = (Waveform) read(44_100, 2, 1, 16_000, 60, (_, time) -> tone(time));
        Waveform second = (Waveform) read(44_100, 2, 1, 16_000, 60, (_, time) -> tone(time));
        assertThat(second.samples()).isEqualTo(first.samples());
    }
}
