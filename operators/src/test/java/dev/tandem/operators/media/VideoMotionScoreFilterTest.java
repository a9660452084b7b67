package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.model.Sample;
import dev.tandem.media.MadeMedia;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoMotionScoreFilterTest {
    private static final Sample VIDEO = TestMedia.sample(TestMedia.video());

    @Test
    void motionIsMeasuredInPixelsOrAsAShareOfTheDiagonal() {
        double pixels = values(Map.of())[0];

        // Of eleven pairs half a second apart, three show five pixels of motion, two of them a cut, and the rest nothing.
        assertThat(pixels).isBetween(0.5, 5.0);
        assertThat(values(Map.of("relative", true))[0]).isCloseTo(pixels / 80, within(1e-9));
        assertThat(values(Map.of("size", 24))[0]).isCloseTo(pixels / 2, within(1e-9));
    }

    @Test
    void framesThatAreCloserShowLessMotion() {
        assertThat(values(Map.of("sampling_fps", 10))[0]).isLessThan(values(Map.of())[0]);
    }

    @Test
    void whatDoesNotMoveIsDropped() {
        byte[] still = MadeMedia.video(64, 48, 3, (_, x, y) -> x * y * 0x010101);

        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("max_score", 0.1))).isEqualTo("motion score outside limits");
        assertThat(new FilterRun("video_motion_score", Map.of()).decision(TestMedia.sample(still)))
                .isEqualTo("motion score outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("video_motion_score", params).decision(VIDEO);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("video_motion_score", params).of(VIDEO).values().get("video_motion_score");
    }
}
