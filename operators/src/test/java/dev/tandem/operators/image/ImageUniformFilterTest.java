package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageUniformFilterTest {

    private static List<Double> measured(byte[] image) {
        return new FilterRun("image_uniform", Map.of()).numbers(image, "colour_ratio", "deviation");
    }

    @Test
    void theMostFrequentColourAndTheSpreadOfGreyAreMeasured() {
        assertThat(measured(TestImages.file("flat.png"))).isEqualTo(List.of(1.0, 0.0));
        // Colours of the same five highest bits are one.
        List<Double> near = measured(TestImages.png(10, 10, (x, y) -> TestImages.grey(y < 3 ? 0xf8 : x % 2 == 0 ? 0x80 : 0x87)));
        assertThat(near.getFirst()).isEqualTo(0.7);
        List<Double> halves = measured(TestImages.png(10, 10, (x, y) -> TestImages.grey(x < 5 ? 100 : 160)));
        assertThat(halves.get(0)).isEqualTo(0.5);
        assertThat(halves.get(1)).isCloseTo(30, within(1e-9));
    }

    @Test
    void plainImagesAreDropped() {
        byte[] dot = TestImages.png(20, 20, (x, y) -> x == 3 && y == 3 ? 0 : 0xffffff);

        assertThat(decision(Map.of(), TestImages.file("flat.png"))).isEqualTo("image nearly plain");
        assertThat(decision(Map.of(), dot)).isEqualTo("image nearly plain");
        assertThat(decision(Map.of("max_colour_ratio", 1), dot)).isEqualTo("keep");
        assertThat(decision(Map.of("max_colour_ratio", 1, "min_deviation", 13), dot)).isEqualTo("image nearly plain");
        assertThat(decision(Map.of(), TestImages.file("base_half.png"))).isEqualTo("keep");
    }

    private static String decision(Map<String, Object> params, byte[] image) {
        return new FilterRun("image_uniform", params).decision(image);
    }
}
