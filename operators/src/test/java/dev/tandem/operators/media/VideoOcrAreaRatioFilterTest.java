package dev.tandem.operators.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoOcrAreaRatioFilterTest {
    private static final Sample VIDEO = TestMedia.sample(Titled.video());

    @Test
    void textCoversAShareOfThePictures() {
        // One line of about 200 by 14 pixels, on the last of three frames.
        assertThat(values(Map.of("frame_sample_num", 1))).containsExactly(0);
        assertThat(values(Map.of())[0]).isCloseTo(200 * 14 / (240.0 * 120) / 3, within(0.02));
        assertThat(values(Map.of("frame_sample_num", 2))[0]).isCloseTo(values(Map.of())[0] * 3 / 2, within(1e-3));
    }

    @Test
    void tooMuchTextIsDropped() {
        assertThat(decision(Map.of())).isEqualTo("keep");
        assertThat(decision(Map.of("max_area_ratio", 0.01))).isEqualTo("area of text outside limits");
    }

    private static String decision(Map<String, Object> params) {
        return new FilterRun("video_ocr_area_ratio", params).decision(VIDEO);
    }

    private static double[] values(Map<String, Object> params) {
        return (double[]) new FilterRun("video_ocr_area_ratio", params).of(VIDEO).values().get("video_ocr_area_ratio");
    }
}
