package dev.tandem.operators.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.MadeImages;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.testing.MediaRun;
import dev.tandem.operators.testing.TestImages;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageResizeMapperTest {

    private static Pixels resized(byte[] image, Object... params) throws SampleFailedException {
        Map<String, Object> given = new HashMap<>(Map.of("encode_format", "png"));
        for (int i = 0; i < params.length; i += 2) {
            given.put((String) params[i], params[i + 1]);
        }
        return Decoded.pixels(new MediaRun("image_resize", given).of(image));
    }

    /** Sizes as img2dataset 1.47 gives them: halves are rounded to the even number. */
    @ParameterizedTest
    @CsvSource({
        "border, 100, 60, 40, 40, 40", "border, 60, 100, 40, 40, 40", "border, 10, 6, 40, 40, 40",
        "keep_ratio, 100, 60, 40, 67, 40", "keep_ratio, 60, 100, 40, 40, 67", "keep_ratio, 10, 6, 40, 67, 40",
        "keep_ratio_largest, 100, 60, 40, 40, 24", "keep_ratio_largest, 80, 25, 40, 40, 12",
        "keep_ratio_largest, 80, 27, 40, 40, 14", "keep_ratio_largest, 400, 1, 40, 40, 1",
        "center_crop, 100, 60, 40, 40, 40", "center_crop, 10, 6, 40, 40, 40",
        "fixed, 100, 60, 40, 40, 40", "no, 100, 60, 40, 100, 60"
    })
    void sidesGetTheSizeAsTheModeSays(String mode, int width, int height, int size, int newWidth, int newHeight)
            throws SampleFailedException {
        Pixels pixels = resized(TestImages.png(width, height), "resize_mode", mode, "image_size", size);

        assertThat(pixels.width()).isEqualTo(newWidth);
        assertThat(pixels.height()).isEqualTo(newHeight);
    }

    @Test
    void aBorderIsWhiteAndOnBothSides() throws SampleFailedException {
        Pixels pixels = resized(TestImages.png(40, 19, (x, y) -> 0x0000ff), "image_size", 40);

        // Twenty-one rows are missing: ten above, eleven below.
        assertThat(Decoded.rgb(pixels, 5, 9)).isEqualTo(0xffffff);
        assertThat(Decoded.rgb(pixels, 5, 10)).isEqualTo(0x0000ff);
        assertThat(Decoded.rgb(pixels, 5, 28)).isEqualTo(0x0000ff);
        assertThat(Decoded.rgb(pixels, 5, 29)).isEqualTo(0xffffff);
    }

    @Test
    void theMiddleIsCutOut() throws SampleFailedException {
        byte[] flag = TestImages.png(60, 20, (x, y) -> x < 20 ? 0xff0000 : x < 40 ? 0x00ff00 : 0x0000ff);
        Pixels pixels = resized(flag, "image_size", 20, "resize_mode", "center_crop");

        assertThat(Decoded.rgb(pixels, 0, 3)).isEqualTo(0x00ff00);
        assertThat(Decoded.rgb(pixels, 19, 3)).isEqualTo(0x00ff00);
    }

    @Test
    void smallerImagesCanBeLeftAsTheyAre() throws SampleFailedException {
        Pixels small = resized(TestImages.png(30, 20), "resize_only_if_bigger", true, "image_size", 40);
        Pixels large = resized(TestImages.png(60, 20), "resize_only_if_bigger", true, "image_size", 40);

        assertThat(small.width() + "x" + small.height()).isEqualTo("30x20");
        assertThat(large.width() + "x" + large.height()).isEqualTo("40x40");
    }

    @Test
    void aFileThatWouldBeTheSameIsWrittenAnewUnlessThatIsToBeSkipped() {
        byte[] png = TestImages.png(40, 40);
        Map<String, Object> params = Map.of("image_size", 40, "encode_format", "png", "skip_reencode", true);

        assertThat(new MediaRun("image_resize", params).of(png) == png).isTrue();
        assertThat(new MediaRun("image_resize", Map.of("image_size", 40, "encode_format", "png")).of(png) == png).isFalse();
        assertThat(new MediaRun("image_resize", params).of(MadeImages.turned(png, 6))).isNotEqualTo(png);
    }

    @Test
    void theSizeIsOfThePictureAsItIsShown() throws SampleFailedException {
        Pixels pixels = resized(MadeImages.turned(TestImages.png(60, 20), 6), "image_size", 30, "resize_mode", "keep_ratio_largest");

        assertThat(pixels.width() + "x" + pixels.height()).isEqualTo("10x30");
    }

    @Test
    void aPictureThatWouldBecomeTooLargeFails() {
        MediaRun run = new MediaRun(
                "image_resize", Map.of("resize_mode", "keep_ratio"), new MediaLimits(1_000_000, 2_000, 1 << 20, 1));

        assertThat(run.failure(TestImages.png(4_000, 1))).contains(ErrorCode.MEDIA_LIMIT);
    }

    @Test
    void whatIsWrittenIsJpegUnlessPngIsAskedFor() {
        assertThat(new MediaRun("image_resize", Map.of()).media(TestImages.file("rgba.png")).mediaType()).isEqualTo("image/jpeg");
    }
}
