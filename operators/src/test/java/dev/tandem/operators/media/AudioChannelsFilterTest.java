package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioChannelsFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.TONE);

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(2);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_channels", 2))).isEqualTo("keep");
        assertThat(decision(Map.of("min_channels", 3))).isEqualTo("number of channels outside limits");
        assertThat(decision(Map.of("max_channels", 2))).isEqualTo("keep");
        assertThat(decision(Map.of("max_channels", 1))).isEqualTo("number of channels outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("audio_channels", params).decision(SOUND);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_channels", params).of(SOUND).values().get("audio_channels");
    }
}
