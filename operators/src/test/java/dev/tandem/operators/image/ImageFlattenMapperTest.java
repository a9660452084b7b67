package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.testing.MediaRun;
import dev.tandem.operators.testing.TestImages;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageFlattenMapperTest {

    private final MediaRun run = new MediaRun("image_flatten", Map.of());

    @Test
    void whatIsTransparentBecomesWhite() throws SampleFailedException {
        int[] colours = {0x00123456, 0xff123456, 0x80000000};
        Pixels pixels = Decoded.pixels(run.of(TestImages.transparentPng(3, 1, (x, y) -> colours[x])));

        assertThat(pixels.channels()).isEqualTo(3);
        assertThat(Decoded.rgb(pixels, 0, 0)).isEqualTo(0xffffff);
        assertThat(Decoded.rgb(pixels, 1, 0)).isEqualTo(0x123456);
        assertThat(Decoded.rgb(pixels, 2, 0)).isEqualTo(0x7f7f7f);
    }

    @Test
    void whatIsOpaqueStaysTheVerySame() {
        byte[] opaque = TestImages.png(3, 3);

        assertThat(run.of(opaque)).isSameAs(opaque);
    }

    @Test
    void aBrokenImageFails() {
        assertThat(run.failure(TestImages.cut(TestImages.png(64, 64)))).contains(ErrorCode.BROKEN_MEDIA);
    }
}
