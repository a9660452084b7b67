package dev.tandem.operators.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Frames are compared with a text by models that know colours. */
class VideoFramesTextSimilarityFilterTest {
    private static Sample video(String text) {
        return Sample.read("video of " + text, Map.of(), List.of(TestMedia.part(TestMedia.video()), new Part.Text(text)));
    }

    private static double similarity(String text, Map<String, Object> params) {
        return ((double[]) new FilterRun("video_frames_text_similarity", params).of(video(text)).values().get("similarity"))[0];
    }

    @Test
    void eachFrameIsComparedWithTheText() {
        // Whichever colour a frame is, it is one word of three.
        assertThat(similarity("red green blue", Map.of())).isEqualTo(0.5774);
        double mean = similarity("red", Map.of("frame_sampling_method", "uniform", "frame_num", 9));
        double least = similarity("red", Map.of("frame_sampling_method", "uniform", "frame_num", 9, "reduce_mode", "min"));
        double most = similarity("red", Map.of("frame_sampling_method", "uniform", "frame_num", 9, "reduce_mode", "max"));
        assertThat(mean).isBetween(least, most);
        assertThat(least).isIn(0.0, 1.0);
        assertThat(most).isIn(0.0, 1.0);
    }

    @Test
    void withoutTextThereIsNothingToCompareAndWithoutVideosNothingToJudge() {
        FilterRun run = new FilterRun("video_frames_text_similarity", Map.of("min_score", 0.9));
        assertThat(run.decision(video("red green blue"))).isEqualTo("similarity of frames outside limits");
        assertThat(run.decision(video(""))).isEqualTo("no text to compare with");
        assertThat(run.decision("text alone")).isEqualTo("keep");
    }
}
