package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoFrameRateFilterTest {
    private static final Sample VIDEO = TestMedia.sample(TestMedia.video());

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(10.0);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_rate", 10))).isEqualTo("keep");
        assertThat(decision(Map.of("min_rate", 10.1))).isEqualTo("frame rate outside limits");
        assertThat(decision(Map.of("max_rate", 10))).isEqualTo("keep");
        assertThat(decision(Map.of("max_rate", 9.9))).isEqualTo("frame rate outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("video_frame_rate", params).decision(VIDEO);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("video_frame_rate", params).of(VIDEO).values().get("video_frame_rate");
    }
}
