package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioSampleRateFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.TONE);

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(8_000);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_rate", 8000))).isEqualTo("keep");
        assertThat(decision(Map.of("min_rate", 8001))).isEqualTo("sample rate outside limits");
        assertThat(decision(Map.of("max_rate", 8000))).isEqualTo("keep");
        assertThat(decision(Map.of("max_rate", 7999))).isEqualTo("sample rate outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("audio_sample_rate", params).decision(SOUND);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_sample_rate", params).of(SOUND).values().get("audio_sample_rate");
    }
}
