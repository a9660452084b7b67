package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioSnrFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.wav(
            8_000, 1, 2, time -> (time < 1 ? 0.01 : 0.1) * Math.sin(2 * Math.PI * 1_000 * time)));

    @Test
    void itIsMeasured() {
        // A hundred times the power, half of the time.
        assertThat(values(Map.of())[0]).isCloseTo(17.03, within(0.05));
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_snr", 17))).isEqualTo("keep");
        assertThat(decision(Map.of("min_snr", 17.1))).isEqualTo("signal-to-noise ratio outside limits");
        assertThat(decision(Map.of("max_snr", 17.1))).isEqualTo("keep");
        assertThat(decision(Map.of("max_snr", 17))).isEqualTo("signal-to-noise ratio outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("audio_snr", params).decision(SOUND);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_snr", params).of(SOUND).values().get("audio_snr");
    }
}
