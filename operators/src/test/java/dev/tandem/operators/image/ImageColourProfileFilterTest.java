package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import dev.tandem.operators.image.codec.MadeImages;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageColourProfileFilterTest {

    private static final byte[] CMYK = TestImages.file("cmyk.jpg");
    private static final byte[] GREY = TestImages.file("gray.jpg");

    @Test
    void theColourSpaceAndTheNameOfTheProfileAreStored() {
        FilterRun run = new FilterRun("image_colour_profile", Map.of());
        byte[] wide = MadeImages.displayP3(TestImages.png(4, 4));
        Map<String, Object> values = run.of(TestImages.sample(wide, GREY)).values();

        assertThat(values).containsEntry("colour_spaces", "rgb\ngrey").containsEntry("profiles", "Display P3\n");
        assertThat((double[]) values.get("has_profile")).containsExactly(1, 0);
        assertThat(run.of(TestImages.sample(CMYK)).values()).containsEntry("colour_spaces", "cmyk");
    }

    @Test
    void coloursOfInkAreDroppedUnlessTheyAreAskedFor() {
        assertThat(decision(Map.of(), CMYK)).isEqualTo("colour space or profile not wanted");
        assertThat(decision(Map.of(), GREY)).isEqualTo("keep");
        assertThat(decision(Map.of("colour_spaces", List.of("cmyk")), CMYK)).isEqualTo("keep");
        assertThat(decision(Map.of("colour_spaces", List.of("rgb")), GREY)).isEqualTo("colour space or profile not wanted");
    }

    @Test
    void aProfileCanBeAskedFor() {
        byte[] plain = TestImages.png(4, 4);

        assertThat(decision(Map.of("require_profile", true), plain)).isEqualTo("colour space or profile not wanted");
        assertThat(decision(Map.of("require_profile", true), MadeImages.displayP3(plain))).isEqualTo("keep");
    }

    @Test
    void aColourSpaceThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> decision(Map.of("colour_spaces", List.of("gray")), GREY))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("'colour_spaces' lists grey, rgb or cmyk, found 'gray'");
    }

    private static String decision(Map<String, Object> params, byte[] image) {
        return new FilterRun("image_colour_profile", params).decision(image);
    }
}
