package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioLoudnessFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.wav(48_000, 1, 2, time -> 0.1 * Math.sin(2 * Math.PI * 997 * time)));

    @Test
    void itIsMeasured() {
        // The standard's own value, of a tone that fills one channel, and 20 dB less.
        assertThat(values(Map.of())[0]).isCloseTo(-23.01, within(0.02));
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_loudness", -23.1))).isEqualTo("keep");
        assertThat(decision(Map.of("min_loudness", -22.9))).isEqualTo("loudness outside limits");
        assertThat(decision(Map.of("max_loudness", -22.9))).isEqualTo("keep");
        assertThat(decision(Map.of("max_loudness", -23.1))).isEqualTo("loudness outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("audio_loudness", params).decision(SOUND);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_loudness", params).of(SOUND).values().get("audio_loudness");
    }
}
