package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoKeyFramesFilterTest {
    private static final Sample VIDEO = TestMedia.sample(TestMedia.video());

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(6);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_num", 6))).isEqualTo("keep");
        assertThat(decision(Map.of("min_num", 7))).isEqualTo("number of key frames outside limits");
        assertThat(decision(Map.of("max_num", 6))).isEqualTo("keep");
        assertThat(decision(Map.of("max_num", 5))).isEqualTo("number of key frames outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("video_key_frames", params).decision(VIDEO);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("video_key_frames", params).of(VIDEO).values().get("video_key_frames");
    }
}
