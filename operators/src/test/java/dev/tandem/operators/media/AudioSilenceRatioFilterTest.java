package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AudioSilenceRatioFilterTest {
    private static final Sample SOUND = TestMedia.sample(TestMedia.TONE);

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(0.5);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_ratio", 0.5))).isEqualTo("keep");
        assertThat(decision(Map.of("min_ratio", 0.51))).isEqualTo("share of silence outside limits");
        assertThat(decision(Map.of("max_ratio", 0.5))).isEqualTo("keep");
        assertThat(decision(Map.of("max_ratio", 0.49))).isEqualTo("share of silence outside limits");
    }

    @Test
    void whatIsSilentIsSaidByALevel() {
        assertThat(values(Map.of("silence_level", -22))).containsExactly(1);
        assertThat(values(Map.of("silence_level", -24))).containsExactly(0.5);
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("audio_silence_ratio", params).decision(SOUND);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("audio_silence_ratio", params).of(SOUND).values().get("silence_ratio");
    }
}
