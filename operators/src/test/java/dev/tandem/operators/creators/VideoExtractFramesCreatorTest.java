package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestMedia;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VideoExtractFramesCreatorTest {
    private static final Sample VIDEO = Sample.read("clip", Map.of("k", "v"), List.of(
            TestMedia.part(TestMedia.video()), new Part.Text("Three shots.")));

    @Test
    void keyFramesBecomeImagesBeforeTheTexts() {
        Sample made = CreatorRun.of("video_extract_frames", Map.of(), VIDEO).made().getFirst();

        assertThat(times(made)).containsExactly("0.0", "1.0", "2.0", "3.0", "4.0", "5.0");
        assertThat(made.text()).isEqualTo("Three shots.");
        assertThat(made.source()).isEqualTo("clip#frames-1");
        assertThat(made.parents()).containsExactly(VIDEO.id());
        assertThat(made.metadata()).containsEntry("k", "v").containsEntry("operator", "video_extract_frames@2");
        assertThat((double[]) new FilterRun("image_shape", Map.of()).of(made).values().get("image_width")).containsOnly(64);
    }

    @Test
    void framesAreSpreadEvenly() {
        Map<String, Object> uniform = Map.of("frame_sampling_method", "uniform", "frame_num", 2);

        assertThat(times(CreatorRun.of("video_extract_frames", uniform, VIDEO).made().getFirst())).containsExactly("0.0", "5.9");
        assertThat(times(CreatorRun.of("video_extract_frames", Map.of("max_key_frames", 1), VIDEO).made().getFirst()))
                .containsExactly("0.0");
    }

    @Test
    void nothingIsMadeOfASampleWithoutVideos() {
        assertThat(CreatorRun.of("video_extract_frames", Map.of(), TestMedia.sample(TestMedia.TONE)).made()).isEmpty();
    }

    private static List<String> times(Sample made) {
        return made.parts().stream()
                .filter(Part.Media.class::isInstance)
                .map(part -> part.attributes().get("seconds"))
                .toList();
    }
}
