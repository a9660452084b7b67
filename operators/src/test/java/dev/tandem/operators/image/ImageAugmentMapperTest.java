package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.testing.MediaRun;
import dev.tandem.operators.testing.TestImages;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ImageAugmentMapperTest {
    private static final Map<String, Object> NOTHING =
            Map.of("min_crop", 1, "flip", 0, "brightness", 0, "contrast", 0, "saturation", 0);

    private static byte[] changed(byte[] image, Object... params) {
        Map<String, Object> given = new HashMap<>(NOTHING);
        for (int i = 0; i < params.length; i += 2) {
            given.put((String) params[i], params[i + 1]);
        }
        return new MediaRun("image_augment", given).of(image);
    }

    @Test
    void withoutAnyChangePixelsStay() throws SampleFailedException {
        byte[] image = TestImages.png(31, 17);

        assertThat(Decoded.pixels(changed(image)).samples()).isEqualTo(Decoded.pixels(image).samples());
    }

    @Test
    void mirroredImagesHaveLeftOnTheRight() throws SampleFailedException {
        byte[] image = TestImages.png(9, 5);
        Pixels before = Decoded.pixels(image);
        Pixels after = Decoded.pixels(changed(image, "flip", 1));

        IntStream.range(0, 9).forEach(x -> IntStream.range(0, 5).forEach(y ->
                assertThat(Decoded.rgb(after, x, y)).isEqualTo(Decoded.rgb(before, 8 - x, y))));
    }

    @Test
    void aPartOfAtLeastTheLeastShareIsCutOut() throws SampleFailedException {
        Set<Integer> widths = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            Pixels part = Decoded.pixels(changed(TestImages.png(100, 50), "min_crop", 0.5, "seed", seed));
            assertThat(part.width()).isBetween(50, 100);
            assertThat(part.height()).isBetween(25, 50);
            widths.add(part.width());
        }
        assertThat(widths).hasSizeGreaterThan(15);
        assertThat(Decoded.pixels(changed(TestImages.png(1, 1), "min_crop", 0.05)).count()).isEqualTo(1);
    }

    @Test
    void coloursChangeAsFactorsSay() throws SampleFailedException {
        Pixels two = Decoded.pixels(TestImages.png(2, 1, (x, y) -> x == 0 ? 0x6e7882 : 0x50505a));

        assertThat(Decoded.rgb(new ColourJitter(1, 1, 1).of(two), 0, 0)).isEqualTo(0x6e7882);
        assertThat(Decoded.rgb(new ColourJitter(0.5, 1, 1).of(two), 0, 0)).isEqualTo(0x373c41);
        assertThat(Decoded.rgb(new ColourJitter(9, 1, 1).of(two), 0, 0)).isEqualTo(0xffffff);
        Pixels grey = new ColourJitter(1, 1, 0).of(two);
        assertThat(grey.green(0)).isEqualTo(grey.red(0)).isEqualTo(grey.blue(0));
        Pixels flat = new ColourJitter(1, 0, 1).of(two);
        assertThat(Decoded.rgb(flat, 0, 0)).isEqualTo(Decoded.rgb(flat, 1, 0));
    }

    @Test
    void theSeedAndTheContentDecide() {
        byte[] image = TestImages.png(40, 30);

        assertThat(changed(image, "brightness", 0.5)).isEqualTo(changed(image, "brightness", 0.5));
        assertThat(changed(image, "brightness", 0.5, "seed", 1)).isNotEqualTo(changed(image, "brightness", 0.5));
    }

    @Test
    void transparencyStaysAndJpegStaysJpeg() throws SampleFailedException {
        byte[] glass = TestImages.transparentPng(4, 4, (x, y) -> 0x40ff8800);

        assertThat(Decoded.pixels(changed(glass, "brightness", 0.9)).alpha(5)).isEqualTo(0x40);
        assertThat(new MediaRun("image_augment", Map.of()).media(TestImages.file("jpg", 20, 20, TestImages::pattern)).mediaType())
                .isEqualTo("image/jpeg");
    }
}
