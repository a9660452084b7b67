package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioSizeFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.TONE);

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(64_044);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_size", "64044"))).isEqualTo("keep");
        assertThat(decision(Map.of("min_size", "63KB"))).isEqualTo("audio size outside limits");
        assertThat(decision(Map.of("max_size", "63KB"))).isEqualTo("keep");
        assertThat(decision(Map.of("max_size", "62KB"))).isEqualTo("audio size outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("audio_size", params).decision(SOUND);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_size", params).of(SOUND).values().get("audio_sizes");
    }
}
