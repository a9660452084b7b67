package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.operators.image.codec.MadeImages;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.testing.MediaRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageSrgbMapperTest {

    private final MediaRun run = new MediaRun("image_srgb", Map.of());

    @Test
    void coloursOfAProfileBecomeThoseOfSrgb() throws SampleFailedException {
        byte[] mapped = run.of(MadeImages.displayP3(TestImages.png(3, 3, (x, y) -> 0xc86432)));

        assertThat(Decoded.rgb(Decoded.pixels(mapped), 1, 1)).isEqualTo(215 << 16 | 93 << 8 | 31);
        assertThat(Decoded.header(mapped).profile()).isEmpty();
        assertThat(run.of(mapped)).isSameAs(mapped);
    }

    @Test
    void inksBecomeColours() throws SampleFailedException {
        byte[] inks = TestImages.file("cmyk.jpg");
        Pixels before = Decoded.pixels(inks);
        Pixels after = Decoded.pixels(run.of(inks));

        assertThat(Decoded.header(run.of(inks)).colours().name()).isEqualTo("RGB");
        assertThat(run.media(inks).mediaType()).isEqualTo("image/jpeg");
        assertThat(after.green(5_000)).isCloseTo(before.green(5_000), within(8));
    }

    @Test
    void imagesOfSrgbStayTheVerySame() {
        byte[] plain = TestImages.png(3, 3);
        byte[] said = MadeImages.srgb(plain);

        assertThat(run.of(plain)).isSameAs(plain);
        assertThat(run.of(said)).isSameAs(said);
    }

    @Test
    void anImageThatIsConvertedIsTurnedToo() throws SampleFailedException {
        byte[] mapped = run.of(MadeImages.turned(MadeImages.displayP3(TestImages.png(6, 3, (x, y) -> 0xc86432)), 6));

        assertThat(Decoded.header(mapped).width()).isEqualTo(3);
        assertThat(Decoded.header(mapped).hasExif()).isFalse();
    }
}
