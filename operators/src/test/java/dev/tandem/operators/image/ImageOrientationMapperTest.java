package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.operators.image.codec.MadeImages;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.testing.MediaRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageOrientationMapperTest {

    private final MediaRun run = new MediaRun("image_orientation", Map.of());

    /** Red at the left, green in the middle, blue at the right. */
    private static int flag(int x, int y) {
        return x < 10 ? 0xff0000 : x < 20 ? 0x00ff00 : 0x0000ff;
    }

    @Test
    void picturesAreTurnedAndLoseTheNote() throws SampleFailedException {
        byte[] turned = run.of(MadeImages.turned(TestImages.png(30, 20, ImageOrientationMapperTest::flag), 6));
        Pixels pixels = Decoded.pixels(turned);

        assertThat(pixels.width()).isEqualTo(20);
        assertThat(pixels.height()).isEqualTo(30);
        assertThat(pixels.red(0)).isEqualTo(255);
        assertThat(pixels.blue(29 * 20)).isEqualTo(255);
        assertThat(Decoded.header(turned).hasExif()).isFalse();
        assertThat(run.of(turned)).isSameAs(turned);
    }

    @Test
    void jpegStaysJpeg() throws SampleFailedException {
        byte[] file = TestImages.file("exif6.jpg");
        assertThat(run.media(file).mediaType()).isEqualTo("image/jpeg");
        assertThat(Decoded.header(run.of(file)).width()).isEqualTo(70);
        assertThat(Decoded.header(run.of(file)).orientation()).isEqualTo(1);
        assertThat(run.media(MadeImages.turned(TestImages.png(4, 4), 8)).mediaType()).isEqualTo("image/png");
    }

    @Test
    void whereNothingIsToBeTurnedThePixelsStayAsTheyAreStored() {
        byte[] jpeg = TestImages.file("gray.jpg");
        byte[] png = TestImages.png(5, 5);

        assertThat(run.of(MadeImages.turned(jpeg, 1))).isEqualTo(jpeg);
        assertThat(run.of(MadeImages.turned(png, 1))).isEqualTo(png);
        assertThat(run.of(png)).isSameAs(png);
    }
}
