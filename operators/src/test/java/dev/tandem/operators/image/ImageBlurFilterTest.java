package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageBlurFilterTest {

    private static double sharpness(byte[] image) {
        return new FilterRun("image_blur", Map.of()).numbers(image, "sharpness").getFirst();
    }

    /** Variances that OpenCV 5.0.0 gives of pixels that Pillow 13.0.0 decoded, as RGB and then as grey. */
    @ParameterizedTest
    @CsvSource({
        "base_half.png, 838.6504301649305", "base_rot2.png, 1627.1013791232638", "base_q40.jpg, 779.5947376057942",
        "bilevel.png, 499335.06994897954", "cmyk.jpg, 541.6643610339506", "exif6.jpg, 1302.5453740929706",
        "flat.png, 0", "gray.jpg, 621.0953734482167", "one.png, 0", "palette.png, 525.523255901572",
        "rgba.png, 962.5185548593748", "tall.png, 355.90456883055685", "wide.png, 232.29943109876544",
        "anim0.gif, 244.31164381239148"
    })
    void theVarianceIsThatOfOpenCv(String file, double expected) {
        assertThat(sharpness(TestImages.file(file))).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
    }

    /** Of 16 bits the highest eight are taken, as OpenCV does when it reads the file itself. */
    @Test
    void greyOfSixteenBitsIsReadAsOpenCvDoes() {
        assertThat(sharpness(TestImages.file("gray16.png"))).isCloseTo(2.6619224548339844, within(1e-9));
    }

    /** The decoders of lossy WebP interpolate colours differently. */
    @Test
    void theVarianceOfLossyWebpIsNearThatOfOpenCv() {
        assertThat(sharpness(TestImages.file("lossy.webp"))).isCloseTo(859.86, within(25.0));
    }

    @Test
    void bordersAreMirroredOnTheLastPixel() {
        // Rows 0 10 and 20 40: the Laplacian is 60, 40, 0 and -100.
        byte[] image = TestImages.png(2, 2, (x, y) -> TestImages.grey(y == 0 ? 10 * x : 20 + 20 * x));

        assertThat(sharpness(image)).isCloseTo((3600 + 1600 + 0 + 10_000) / 4.0, within(1e-9));
    }

    @Test
    void blurredImagesAreDropped() {
        byte[] stripes = TestImages.png(20, 20, (x, y) -> TestImages.grey(x % 2 * 12));

        assertThat(sharpness(stripes)).isCloseTo(576, within(1e-9));
        assertThat(new FilterRun("image_blur", Map.of("score_threshold", 576)).decision(stripes)).isEqualTo("keep");
        assertThat(new FilterRun("image_blur", Map.of("score_threshold", 577)).decision(stripes)).isEqualTo("image blurred");
        assertThat(new FilterRun("image_blur", Map.of()).decision("no image")).isEqualTo("keep");
    }
}
