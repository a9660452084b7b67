package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoAspectRatioFilterTest {
    private static final Sample VIDEO = TestMedia.sample(TestMedia.video());

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(4 / 3.0);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_ratio", "4/3"))).isEqualTo("keep");
        assertThat(decision(Map.of("min_ratio", "1.34"))).isEqualTo("video aspect ratio outside limits");
        assertThat(decision(Map.of("max_ratio", "4:3"))).isEqualTo("keep");
        assertThat(decision(Map.of("max_ratio", "5/4"))).isEqualTo("video aspect ratio outside limits");
    }

    @Test
    void whatIsNoRatioIsRefused() {
        for (String ratio : List.of("", "4/0", "wide", "4/3/2", "-1")) {
            assertThatThrownBy(() -> decision(Map.of("min_ratio", ratio))).hasMessageContaining("'min_ratio' must be a ratio such as");
        }
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("video_aspect_ratio", params).decision(VIDEO);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("video_aspect_ratio", params).of(VIDEO).values().get("video_aspect_ratios");
    }
}
