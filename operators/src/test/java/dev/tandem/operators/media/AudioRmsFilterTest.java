package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioRmsFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.TONE);

    @Test
    void itIsMeasured() {
        // A tenth is -20 dB; a sine has half the power, and half of the time there is none.
        assertThat(values(Map.of())).containsExactly(-26.02);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_rms", -26.1))).isEqualTo("keep");
        assertThat(decision(Map.of("min_rms", -26.0))).isEqualTo("level outside limits");
        assertThat(decision(Map.of("max_rms", -26))).isEqualTo("keep");
        assertThat(decision(Map.of("max_rms", -26.1))).isEqualTo("level outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("audio_rms", params).decision(SOUND);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_rms", params).of(SOUND).values().get("audio_rms");
    }
}
