package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoDurationFilterTest {
    private static final Sample VIDEO = TestMedia.sample(TestMedia.video());

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(6.0);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_duration", 6))).isEqualTo("keep");
        assertThat(decision(Map.of("min_duration", 6.1))).isEqualTo("video duration outside limits");
        assertThat(decision(Map.of("max_duration", 6))).isEqualTo("keep");
        assertThat(decision(Map.of("max_duration", 5.9))).isEqualTo("video duration outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("video_duration", params).decision(VIDEO);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("video_duration", params).of(VIDEO).values().get("video_duration");
    }
}
