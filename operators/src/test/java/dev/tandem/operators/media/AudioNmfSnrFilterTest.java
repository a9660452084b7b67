package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioNmfSnrFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.wav(
            8_000, 1, 2, time -> (time < 1 ? 0.01 : 0.1) * Math.sin(2 * Math.PI * 1_000 * time)));
    private static final Sample SILENCE = TestMedia.sample(TestMedia.wav(8_000, 1, 1, time -> 0));

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())[0]).isCloseTo(22.29, within(0.01));
        assertThat(values(Map.of("nmf_iter_num", 1))[0]).isCloseTo(35.88, within(0.01));
        assertThat(values(Map.of("max_seconds", 1))[0]).isNotCloseTo(22.29, within(0.01));
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(SOUND, Map.of())).isEqualTo("keep");
        assertThat(decision(SOUND, Map.of("min_snr", 22.2))).isEqualTo("keep");
        assertThat(decision(SOUND, Map.of("min_snr", 22.4))).isEqualTo("signal-to-noise ratio outside limits");
        assertThat(decision(SOUND, Map.of("max_snr", 22.4))).isEqualTo("keep");
        assertThat(decision(SOUND, Map.of("max_snr", 22.2))).isEqualTo("signal-to-noise ratio outside limits");
    }

    @Test
    void silenceIsAboveTheLimitAsInTheReference() {
        assertThat(decision(SILENCE, Map.of())).isEqualTo("signal-to-noise ratio outside limits");
    }

    private static String decision(Sample sample, Map<String, Object> params) {
        return new FilterRun("audio_nmf_snr", params).decision(sample);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_nmf_snr", params).of(SOUND).values().get("audio_nmf_snr");
    }
}
