package dev.tandem.operators.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.operators.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageEncoderTest {

    private static Pixels picture(int channels) {
        Pixels pixels = Pixels.empty(21, 13, channels);
        for (int i = 0; i < pixels.samples().length; i++) {
            pixels.samples()[i] = (byte) (i * 5 / channels + i % channels * 40);
        }
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void pngLosesNothing(int channels) throws SampleFailedException {
        Pixels read = Files.decode(ImageEncoder.png(picture(channels))).pixels();

        assertThat(read.channels()).isEqualTo(channels);
        assertThat(read.samples()).isEqualTo(picture(channels).samples());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void jpegLosesLittle(int channels) throws SampleFailedException {
        Pixels smooth = Pixels.empty(32, 32, channels);
        for (int i = 0; i < smooth.samples().length; i++) {
            smooth.samples()[i] = (byte) (i / channels % 32 * 4 + i % channels * 20);
        }
        byte[] file = ImageEncoder.jpeg(smooth, 95);
        Pixels read = Files.decode(file).pixels();

        assertThat(read.channels()).isEqualTo(channels);
        for (int i = 0; i < read.samples().length; i++) {
            assertThat(read.samples()[i] & 0xff).isCloseTo(smooth.samples()[i] & 0xff, within(6));
        }
        assertThat(Files.header(file).format()).isEqualTo(ImageFormat.JPEG);
    }

    @Test
    void thePixelsAloneMakeTheFile() {
        assertThat(ImageEncoder.jpeg(picture(3), 95)).isEqualTo(ImageEncoder.jpeg(picture(3), 95));
        assertThat(ImageEncoder.png(picture(3))).isEqualTo(ImageEncoder.png(picture(3)));
        assertThat(ImageEncoder.jpeg(picture(3), 50)).hasSizeLessThan(ImageEncoder.jpeg(picture(3), 95).length);
    }

    @Test
    void notesOfTheCameraAreTakenOutAndTheRestStays() {
        byte[] exif = Files.join(Files.ascii("Exif\0\0"), Files.exif(1));
        byte[] jpeg = TestImages.file("gray.jpg");
        byte[] png = TestImages.png(9, 9);
        byte[] picture = Files.lossless(4, 4, 0, new Files.Bits());
        byte[] webp = Files.webp(Files.extended(0, 4, 4), picture);

        assertThat(ExifRemoval.from(Files.withSegment(jpeg, 0xe1, exif), ImageFormat.JPEG)).isEqualTo(jpeg);
        assertThat(ExifRemoval.from(Files.withChunk(png, "eXIf", Files.exif(1)), ImageFormat.PNG)).isEqualTo(png);
        assertThat(ExifRemoval.from(
                        Files.webp(Files.extended(8, 4, 4), picture, Files.chunk("EXIF", Files.exif(1))), ImageFormat.WEBP))
                .isEqualTo(webp);
        assertThat(ExifRemoval.from(jpeg, ImageFormat.JPEG)).isEqualTo(jpeg);
        assertThat(ExifRemoval.from(png, ImageFormat.PNG)).isEqualTo(png);
    }
}
