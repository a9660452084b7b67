package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoShotsFilterTest {
    private static final Sample VIDEO = TestMedia.sample(TestMedia.video());

    @Test
    void itIsMeasured() {
        assertThat(values(Map.of())).containsExactly(3);
    }

    @Test
    void limitsAreIncluded() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("min_shots", 3))).isEqualTo("keep");
        assertThat(decision(Map.of("min_shots", 4))).isEqualTo("shots outside limits");
        assertThat(decision(Map.of("max_shots", 3))).isEqualTo("keep");
        assertThat(decision(Map.of("max_shots", 2))).isEqualTo("shots outside limits");
    }

    @Test
    void theMeanLengthOfAShotCountsToo() {
        assertThat(decision(Map.of("min_mean_seconds", 2))).isEqualTo("keep");
        assertThat(decision(Map.of("min_mean_seconds", 2.1))).isEqualTo("shots outside limits");
        assertThat(decision(Map.of("max_mean_seconds", 1.9))).isEqualTo("shots outside limits");
    }

    @Test
    void changesThatAreSmallOrComeTooSoonEndNoShot() {
        assertThat(values(Map.of("threshold", 200))).containsExactly(1);
        assertThat(values(Map.of("min_scene_len", 20))).containsExactly(3);
        // Then the first cut comes too soon, and the second does not.
        assertThat(values(Map.of("min_scene_len", 21))).containsExactly(2);
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("video_shots", params).decision(VIDEO);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("video_shots", params).of(VIDEO).values().get("video_shots");
    }
}
