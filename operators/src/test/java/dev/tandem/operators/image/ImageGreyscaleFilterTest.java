package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageGreyscaleFilterTest {

    private static List<Double> measured(byte[] image) {
        return new FilterRun("image_greyscale", Map.of()).numbers(image, "grey_ratio", "channel_difference");
    }

    @Test
    void pixelsAreGreyWhoseChannelsAreNearlyEqual() {
        assertThat(measured(TestImages.png(10, 10, (x, y) -> y < 3 ? 0x808088 : 0x808089))).isEqualTo(List.of(0.3, 8.7));
        assertThat(measured(TestImages.file("gray.jpg"))).isEqualTo(List.of(1.0, 0.0));
        assertThat(measured(TestImages.png(10, 10, (x, y) -> TestImages.grey(x * 20)))).isEqualTo(List.of(1.0, 0.0));
    }

    @Test
    void imagesWithoutColourAreDropped() {
        byte[] stamp = TestImages.png(10, 10, (x, y) -> x == 0 && y < 2 ? 0xff0000 : 0x777777);

        assertThat(decision(Map.of(), stamp)).isEqualTo("keep");
        assertThat(decision(Map.of("max_grey_ratio", 0.97), stamp)).isEqualTo("image without colour");
        assertThat(decision(Map.of("min_channel_difference", 5.1), stamp)).isEqualTo("keep");
        assertThat(decision(Map.of("min_channel_difference", 5.2), stamp)).isEqualTo("image without colour");
        assertThat(decision(Map.of("tolerance", 255), stamp)).isEqualTo("image without colour");
        assertThat(decision(Map.of(), TestImages.file("gray.jpg"))).isEqualTo("image without colour");
    }

    private static String decision(Map<String, Object> params, byte[] image) {
        return new FilterRun("image_greyscale", params).decision(image);
    }
}
