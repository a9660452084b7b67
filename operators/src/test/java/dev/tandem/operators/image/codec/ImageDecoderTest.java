package dev.tandem.operators.image.codec;

import static dev.tandem.operators.image.codec.Files.decode;
import static dev.tandem.operators.image.codec.Files.extended;
import static dev.tandem.operators.image.codec.Files.frame;
import static dev.tandem.operators.image.codec.Files.lossless;
import static dev.tandem.operators.image.codec.Files.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.image.codec.Files.Bits;
import dev.tandem.operators.testing.TestImages;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {

    private static int rgb(Pixels pixels, int x, int y) {
        int at = y * pixels.width() + x;
        return pixels.red(at) << 16 | pixels.green(at) << 8 | pixels.blue(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tif"})
    void filesWithoutLossComeBackAsTheyWere(String kind) throws SampleFailedException {
        Pixels pixels = decode(TestImages.file(kind, 23, 17, TestImages::pattern)).pixels();

        assertThat(pixels.channels()).isEqualTo(3);
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 23; x++) {
                assertThat(rgb(pixels, x, y)).isEqualTo(TestImages.pattern(x, y) & 0xffffff);
            }
        }
    }

    @Test
    void coloursOfJpegAreNearlyThoseThatWereWritten() throws SampleFailedException {
        Pixels pixels = decode(TestImages.file("jpg", 16, 16, (x, y) -> 0x30a0f0)).pixels();

        assertThat(pixels.red(100)).isCloseTo(0x30, within(2));
        assertThat(pixels.green(100)).isCloseTo(0xa0, within(2));
        assertThat(pixels.blue(100)).isCloseTo(0xf0, within(2));
    }

    @Test
    void transparencyAndGreyAreKept() throws SampleFailedException {
        Pixels transparent = decode(TestImages.transparentPng(4, 4, (x, y) -> 0x40ff8000)).pixels();

        assertThat(transparent.channels()).isEqualTo(4);
        assertThat(transparent.alpha(5)).isEqualTo(0x40);
        assertThat(rgb(transparent, 1, 1)).isEqualTo(0xff8000);
        assertThat(decode(TestImages.file("gray.jpg")).pixels().channels()).isEqualTo(1);
        assertThat(decode(TestImages.file("bilevel.png")).pixels().channels()).isEqualTo(1);
        assertThat(decode(TestImages.file("gray16.png")).pixels().channels()).isEqualTo(1);
        assertThat(decode(TestImages.file("palette.png")).pixels().isGrey()).isFalse();
    }

    @Test
    void aFrameThatIsSmallerThanItsCanvasStandsOnNothing() throws SampleFailedException {
        byte[] still = lossless(4, 2, 0xff204060, new Bits());
        Pixels pixels = decode(webp(extended(2, 10, 8), frame(2, 4, 4, 2, still), frame(0, 0, 4, 2, still))).pixels();

        assertThat(pixels.width()).isEqualTo(10);
        assertThat(pixels.height()).isEqualTo(8);
        assertThat(pixels.alpha(0)).isZero();
        assertThat(pixels.alpha(4 * 10 + 2)).isEqualTo(255);
        assertThat(rgb(pixels, 5, 5)).isEqualTo(0x204060);
        assertThat(pixels.alpha(6 * 10 + 2)).isZero();
    }

    @Test
    void aCanvasThatIsTooLargeForItsFrameIsRefused() {
        byte[] gif = TestImages.file("anim0.gif");
        for (int i = 6; i < 10; i++) {
            gif[i] = -1;
        }

        assertThat(Files.failure(gif)).isEqualTo(ErrorCode.MEDIA_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tif", "gif", "jpg", "webp"})
    void decodingEndsWhenItTakesTooLong(String kind) {
        byte[] file = kind.equals("webp") ? TestImages.file("lossy.webp") : TestImages.file(kind, 300, 300, TestImages::pattern);
        AtomicInteger looks = new AtomicInteger();
        LongSupplier clock = () -> looks.getAndIncrement() == 0 ? 0 : Long.MAX_VALUE;

        assertThatThrownBy(() -> ImageDecoder.decode(MediaContent.of(file), MediaLimits.DEFAULT, clock))
                .isInstanceOfSatisfying(SampleFailedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_LIMIT))
                .hasMessageContaining("too long");
    }

    @Test
    void oneDecodeIsSharedByAllWhoAskAndForgottenWithTheView() throws SampleFailedException {
        SampleView view = new SampleView(TestImages.sample(TestImages.png(5, 5), TestImages.png(4, 4)));
        DecodedImage first = SampleImages.of(view, MediaLimits.DEFAULT).image(0);

        assertThat(SampleImages.of(view, MediaLimits.DEFAULT).image(0)).isSameAs(first);
        assertThat(first.luma()).isSameAs(first.luma()).hasSize(25);
        assertThat(SampleImages.of(view, MediaLimits.DEFAULT).count()).isEqualTo(2);
        view.forget();
        assertThat(SampleImages.of(view, MediaLimits.DEFAULT).image(0)).isNotSameAs(first);
    }

    @Test
    void aSampleHoldsAsManyPixelsAsOneImageMayHave() throws SampleFailedException {
        MediaLimits limits = new MediaLimits(60, 2_000, 1 << 20, 1);
        SampleView view = new SampleView(TestImages.sample(
                TestImages.png(5, 5), TestImages.png(6, 6), TestImages.png(5, 6)));
        SampleImages images = SampleImages.of(view, limits);

        assertThat(images.image(0)).isSameAs(images.image(0));
        assertThat(images.image(1)).isNotSameAs(images.image(1));
        assertThat(images.image(2)).isSameAs(images.image(2));
    }
}
