package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.image.codec.MadeImages;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageFramesFilterTest {

    private static final byte[] ANIMATION = MadeImages.animation(TestImages.file("gif", 9, 9, TestImages::pattern), 8);
    private static final byte[] STILL = TestImages.png(9, 9);

    @Test
    void framesOfAnimationsAreCounted() {
        FilterRun run = new FilterRun("image_frames", Map.of());

        assertThat(run.numbers(ANIMATION, "image_frames")).isEqualTo(List.of(8.0));
        assertThat(run.numbers(STILL, "image_frames")).isEqualTo(List.of(1.0));
    }

    @Test
    void stillsStayAndAnimationsWhereTheyAreAskedFor() {
        assertThat(decision(Map.of(), STILL)).isEqualTo("keep");
        assertThat(decision(Map.of(), ANIMATION)).isEqualTo("number of frames outside limits");
        assertThat(decision(Map.of("min_frames", 2, "max_frames", 8), ANIMATION)).isEqualTo("keep");
        assertThat(decision(Map.of("min_frames", 2, "max_frames", 8), STILL)).isEqualTo("number of frames outside limits");
    }

    private static String decision(Map<String, Object> params, byte[] image) {
        return new FilterRun("image_frames", params).decision(image);
    }
}
