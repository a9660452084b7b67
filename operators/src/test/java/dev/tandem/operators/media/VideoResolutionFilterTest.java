package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoResolutionFilterTest {
    private static final Sample VIDEO = TestMedia.sample(TestMedia.video());

    @Test
    void widthAndHeightAreMeasured() {
        assertThat(values(Map.of())).containsExactly(64);
        assertThat((double[]) new FilterRun("video_resolution", Map.of()).of(VIDEO).values().get("video_height")).containsExactly(48);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of("min_width", 64, "max_width", 64, "min_height", 48, "max_height", 48))).isEqualTo("keep");
        for (Map<String, Object> params : List.<Map<String, Object>>of(
                Map.of("min_width", 65), Map.of("max_width", 63), Map.of("min_height", 49), Map.of("max_height", 47))) {
            assertThat(decision(params)).isEqualTo("video resolution outside limits");
        }
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("video_resolution", params).decision(VIDEO);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("video_resolution", params).of(VIDEO).values().get("video_width");
    }
}
