package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.operators.image.codec.MadeImages;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.testing.MediaRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageRecodeMapperTest {

    private final MediaRun run = new MediaRun("image_recode", Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"rgba.png", "palette.png", "bilevel.png", "gray16.png", "anim0.gif", "lossy.webp", "cmyk.jpg", "gray.jpg"})
    void imagesOfAnyKindBecomeJpeg(String file) throws SampleFailedException {
        byte[] image = TestImages.file(file);
        byte[] mapped = run.of(image);

        assertThat(run.media(image).mediaType()).isEqualTo("image/jpeg");
        assertThat(Decoded.header(mapped).format().name()).isEqualTo("JPEG");
        assertThat(Decoded.header(mapped).width()).isEqualTo(Decoded.header(image).width());
        assertThat(run.of(image)).isEqualTo(mapped);
    }

    @Test
    void theQualityDecidesTheSize() {
        byte[] image = TestImages.file("base_half.png");

        assertThat(new MediaRun("image_recode", Map.of("encode_quality", 30)).of(image).length)
                .isLessThan(run.of(image).length / 2);
    }

    @Test
    void pngLosesNothing() throws SampleFailedException {
        MediaRun png = new MediaRun("image_recode", Map.of("encode_format", "png"));
        byte[] jpeg = TestImages.file("base_q40.jpg");

        assertThat(Decoded.pixels(png.of(jpeg)).samples()).isEqualTo(Decoded.pixels(jpeg).samples());
        assertThat(Decoded.pixels(png.of(TestImages.file("rgba.png"))).hasAlpha()).isTrue();
    }

    @Test
    void transparencyIsOnWhiteAndTheImageIsTurned() throws SampleFailedException {
        Pixels pixels = Decoded.pixels(run.of(MadeImages.turned(TestImages.transparentPng(16, 8, (x, y) -> 0x00ff0000), 8)));

        assertThat(pixels.width()).isEqualTo(8);
        assertThat(pixels.green(20)).isCloseTo(255, within(2));
    }

    @Test
    void anImageThatJpegCannotHoldFails() {
        assertThat(run.failure(TestImages.png(65_501, 1, (x, y) -> 0))).contains(ErrorCode.MEDIA_LIMIT);
    }
}
