package dev.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.media.MediaAnswer.Audio;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AudioMeterTest {
    /** Of the standard: what a meter may be off. */
    private static final Offset<Double> TENTH = within(0.1);

    private static MadeMedia.Wave tone(double hertz, double level) {
        double amplitude = StrictMath.pow(10, level / 20);
        return (_, time) -> amplitude * StrictMath.sin(2 * Math.PI * hertz * time);
    }

    /** The standard's own check, at rates that it has no coefficients for as well. */
    @ParameterizedTest
    @ValueSource(ints = {44_100, 48_000, 96_000})
    void aToneOfFullScaleInOneChannelHasTheLoudnessThatTheStandardGives(int rate) {
        Audio mono = Measured.audio("wav", MadeMedia.wav(rate, 1, 2, tone(997, 0)));

        assertThat(mono.loudness()).isCloseTo(-3.01, within(0.02));
        assertThat(mono.rms()).isCloseTo(-3.01, within(0.02));
        assertThat(mono.sampleRate()).isEqualTo(rate);
        assertThat(mono.channels()).isEqualTo(1);
        assertThat(mono.seconds()).isEqualTo(2);
    }

    /** Case 1 of EBU Tech 3341: a stereo tone of 1 kHz at -23 dBFS. */
    @Test
    void aStereoToneIsThreeDecibelsLouderThanOneChannel() {
        assertThat(Measured.audio("wav", MadeMedia.wav(48_000, 2, 2, tone(1_000, -23))).loudness()).isCloseTo(-23, TENTH);
    }

    /** Case 3 of EBU Tech 3341, shorter: what is 13 dB quieter falls under the gate. */
    @Test
    void quietPartsDoNotCount() {
        byte[] file = MadeMedia.wav(48_000, 2, 6, (channel, time) ->
                tone(1_000, time < 1 || time >= 5 ? -36 : -23).at(channel, time));

        // 37 blocks of the tone, and at each end three that have a quarter, a half and three quarters of it.
        assertThat(Measured.audio("wav", file).loudness()).isCloseTo(-23 + 10 * Math.log10(40 / 43.0), within(0.05));
    }

    /** Case 6 of EBU Tech 3341: -28 dBFS left and right, -24 in the middle, -30 around. */
    @Test
    void surroundChannelsCountMoreAndLowFrequenciesNotAtAll() {
        double[] levels = {-28, -28, -24, 0, -30, -30};
        byte[] file = MadeMedia.wav(48_000, 6, 2, (channel, time) -> tone(1_000, levels[channel]).at(channel, time));

        assertThat(Measured.audio("wav", file).loudness()).isCloseTo(-23, TENTH);
    }

    @Test
    void silenceHasTheLowestValues() {
        Audio silence = Measured.audio("wav", MadeMedia.wav(8_000, 1, 1, (_, _) -> 0));

        assertThat(silence.loudness()).isEqualTo(-70);
        assertThat(silence.rms()).isEqualTo(-120);
        assertThat(silence.snr()).isZero();
        assertThat(silence.levels()[0]).isEqualTo(50);
    }

    @Test
    void windowsAreCountedByTheirLevel() {
        byte[] half = MadeMedia.wav(16_000, 1, 2, (channel, time) -> time < 1 ? 0 : tone(1_000, -20).at(channel, time));
        Audio audio = Measured.audio("wav", half);

        assertThat(audio.levels()[0]).isEqualTo(50);
        // A tone's power is half of its amplitude's square.
        assertThat(audio.levels()[120 - 24]).isEqualTo(50);
        // Nothing but the floor of -120 dB is left of the noise.
        assertThat(audio.snr()).isCloseTo(120 - 23.01 - 3.01, TENTH);
    }

    @Test
    void whatStandsOutOfNoiseIsTheSignal() {
        byte[] noisy = MadeMedia.wav(16_000, 1, 4, (channel, time) ->
                tone(333, -60).at(channel, time) + (time % 2 < 1 ? tone(1_000, -20).at(channel, time) : 0));

        assertThat(Measured.audio("wav", noisy).snr()).isCloseTo(40 - 3.01, TENTH);
    }

    @Test
    void aSoundOfLessThanABlockIsMeasuredWhole() {
        assertThat(Measured.audio("wav", MadeMedia.wav(48_000, 1, 0.25, tone(997, -10))).loudness()).isCloseTo(-13.01, within(0.3));
    }

    @ParameterizedTest
    @CsvSource({
        "wav, wav, pcm_s16le, 44100, 2", "wav, wav, pcm_f32le, 44100, 2", "flac, flac, flac, 44100, 2", "mp3, mp3, libmp3lame, 44100, 2",
        "ogg, ogg, libopus, 48000, 1", "aac, adts, aac, 44100, 1", "mov, ipod, aac, 32000, 2", "matroska, matroska, flac, 22050, 1"
    })
    void allKindsOfFilesAreHeard(String demuxer, String muxer, String encoder, int rate, int channels) {
        Audio audio = Measured.audio(demuxer, MadeMedia.sound(muxer, encoder, rate, channels, 2, tone(440, -12)));

        assertThat(audio.sampleRate()).isEqualTo(rate);
        assertThat(audio.channels()).isEqualTo(channels);
        assertThat(audio.seconds()).isCloseTo(2, within(0.06));
        // Encoders put some silence before it.
        assertThat(audio.rms()).isCloseTo(-15, within(0.6));
    }

    @Test
    void theSameBytesGiveTheSameNumbers() {
        byte[] file = MadeMedia.sound("mp3", "libmp3lame", 44_100, 2, 1, tone(440, -12));

        assertThat(Measured.audio("mp3", file)).usingRecursiveComparison().isEqualTo(Measured.audio("mp3", file));
    }

    @Test
    void aSoundThatIsTooLongIsRefused() {
        MediaRequest.Limits short1 = new MediaRequest.Limits(1, 1, 1, 1);

        assertThat(Measured.of(new MediaRequest.Audio(), "wav", MadeMedia.wav(8_000, 1, 1.5, tone(1, 0)), short1))
                .isInstanceOfSatisfying(MediaAnswer.Failure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(MediaAnswer.Failure.Kind.LIMIT);
                    assertThat(failure.message()).contains("longer than 1.0 seconds");
                });
    }
}
