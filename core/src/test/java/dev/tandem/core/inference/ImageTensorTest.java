package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.image.Interpolation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums are those of the bytes that Pillow 13.0.0 gives, and torchvision's rules on top of it, for the same pictures. */
class ImageTensorTest {
    private static final ResizeSpec.Mode EXACT = ResizeSpec.Mode.EXACT;
    private static final ResizeSpec.Mode SHORTER = ResizeSpec.Mode.SHORTER_SIDE;

    static RgbPixels picture(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rgb[at++] = (byte) (x * 7 + y * 13);
                rgb[at++] = (byte) (x * x + y * 5);
                rgb[at++] = (byte) (x * 3 + y * y * 2);
            }
        }
        return new RgbPixels(width, height, rgb);
    }

    private static ResizeSpec resize(ResizeSpec.Mode mode, Interpolation interpolation, Integer... size) {
        return new ResizeSpec(mode, List.of(size), interpolation, Optional.empty(), Optional.empty(), Optional.empty(), null);
    }

    private static ImageSpec spec(ResizeSpec resize, Integer... crop) {
        return spec(resize, ImageSpec.Color.RGB, crop);
    }

    private static ImageSpec spec(ResizeSpec resize, ImageSpec.Color color, Integer... crop) {
        return new ImageSpec(
                Optional.of(resize), Optional.of(List.of(crop)).filter(size -> !size.isEmpty()), color, ImageSpec.Layout.NHWC, 1, null,
                null);
    }

    private static long sum(ImageSpec spec, RgbPixels picture) {
        CRC32 sum = new CRC32();
        for (float value : ImageTensor.numbers(spec, picture)) {
            assertThat(value).isEqualTo((float) Math.rint(value)).isBetween(0f, 255f);
            sum.update((int) value);
        }
        return sum.getValue();
    }

    /** Behind what the buffer has already. */
    private static byte[] bytes(ImageSpec spec, RgbPixels picture) {
        ByteBuffer out = ByteBuffer.allocate(1 + (int) Shape.count(ImageTensor.shape(spec, picture))).put((byte) 7);
        ImageTensor.bytes(spec, picture, out);
        assertThat(out.hasRemaining()).isFalse();
        assertThat(out.get(0)).isEqualTo((byte) 7);
        return Arrays.copyOfRange(out.array(), 1, out.capacity());
    }

    @ParameterizedTest
    @CsvSource({
        "NEAREST, 37, 23, 16, 10, 2688490513", "BILINEAR, 37, 23, 16, 10, 3499084120",
        "BICUBIC, 37, 23, 16, 10, 93272492", "LANCZOS, 37, 23, 16, 10, 938786074",
        "NEAREST, 37, 23, 51, 30, 517643877", "BILINEAR, 37, 23, 51, 30, 3549353612",
        "BICUBIC, 37, 23, 51, 30, 1513985413", "LANCZOS, 37, 23, 51, 30, 2548049489",
        "NEAREST, 40, 200, 30, 20, 3399051678", "BILINEAR, 40, 200, 30, 20, 3546821556",
        "BICUBIC, 40, 200, 30, 20, 4014220095", "LANCZOS, 40, 200, 30, 20, 818205544",
        "NEAREST, 200, 40, 20, 30, 2714709749", "BILINEAR, 200, 40, 20, 30, 3681629310",
        "BICUBIC, 200, 40, 20, 30, 754545567", "LANCZOS, 200, 40, 20, 30, 527482087",
        "BICUBIC, 33, 17, 33, 40, 761719300", "LANCZOS, 33, 17, 33, 40, 1717650850"})
    void sizesAreThoseOfPillowToTheBit(Interpolation curve, int width, int height, int newWidth, int newHeight, long sum) {
        assertThat(sum(spec(resize(EXACT, curve, newHeight, newWidth)), picture(width, height))).isEqualTo(sum);
    }

    @ParameterizedTest
    @CsvSource({
        "BILINEAR, 37, 23, 16, 14, 3366985394", "BICUBIC, 37, 23, 16, 14, 3078718617",
        "BILINEAR, 23, 37, 16, 13, 2311368275", "BICUBIC, 23, 37, 16, 13, 1875456841",
        "BILINEAR, 37, 23, 16, 20, 2213505993", "BICUBIC, 37, 23, 16, 20, 233211648",
        "BILINEAR, 64, 48, 32, 28, 806928371", "BICUBIC, 64, 48, 32, 28, 1349767905",
        "BILINEAR, 101, 33, 20, 17, 1794709388", "BICUBIC, 101, 33, 20, 17, 3510457854", "BICUBIC, 9, 9, 16, 16, 2233382819"})
    void shorterSideAndCropAreThoseOfTorchvision(Interpolation curve, int width, int height, int side, int crop, long sum) {
        assertThat(sum(spec(resize(SHORTER, curve, side), crop, crop), picture(width, height))).isEqualTo(sum);
    }

    /** Cut where the crop is smaller, black around it where it is larger. */
    @ParameterizedTest
    @CsvSource({"9, 7", "4, 3", "5, 11", "12, 2"})
    void ofWhatHasTheSizeAlreadyNoValueChanges(int width, int height) {
        RgbPixels picture = picture(9, 7);
        int left = (int) Math.rint((9 - width) / 2.0 + (width > 9 ? 0.5 : 0));
        int top = (int) Math.rint((7 - height) / 2.0 + (height > 7 ? 0.5 : 0));
        for (Interpolation curve : Interpolation.values()) {
            for (ImageSpec.Color color : ImageSpec.Color.values()) {
                float[] made = ImageTensor.numbers(spec(resize(EXACT, curve, 7, 9), color, height, width), picture);
                for (int i = 0; i < made.length; i++) {
                    int at = i / color.channels();
                    assertThat(made[i]).isEqualTo(value(picture, left + at % width, top + at / width, color, i % color.channels()));
                }
            }
        }
    }

    private static int value(RgbPixels picture, int x, int y, ImageSpec.Color color, int channel) {
        if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) {
            return 0;
        }
        int at = 3 * (y * picture.width() + x);
        int red = picture.rgb()[at] & 0xff;
        int green = picture.rgb()[at + 1] & 0xff;
        int blue = picture.rgb()[at + 2] & 0xff;
        return switch (color) {
            case RGB -> List.of(red, green, blue).get(channel);
            case BGR -> List.of(blue, green, red).get(channel);
            case GRAY -> 19595 * red + 38470 * green + 7471 * blue + 0x8000 >> 16;
        };
    }

    @Test
    void greyIsMadeAsPillowDoes() {
        ImageSpec grey = spec(resize(EXACT, Interpolation.BICUBIC, 10, 16), ImageSpec.Color.GRAY);
        assertThat(sum(grey, picture(37, 23))).isEqualTo(400727584);
    }

    @Test
    void numbersAreScaledAndInTheOrderOfTheLayout() {
        RgbPixels two = new RgbPixels(2, 1, new byte[] {0, (byte) 255, 51, 102, 0, (byte) 204});
        ImageSpec planes = new ImageSpec(
                Optional.empty(), Optional.empty(), ImageSpec.Color.BGR, ImageSpec.Layout.NCHW, 1 / 255.0,
                List.of(0.5, 0.0, 0.0), List.of(0.5, 1.0, 2.0));
        assertThat(ImageTensor.shape(planes, two)).containsExactly(3, 1, 2);
        assertThat(ImageTensor.numbers(planes, two)).containsExactly(-0.6f, 0.6f, 1, 0, 0, 0.2f);
        ImageSpec pixels = new ImageSpec(
                Optional.empty(), Optional.empty(), ImageSpec.Color.RGB, ImageSpec.Layout.NHWC, 0, null, null);
        assertThat(ImageTensor.shape(pixels, two)).containsExactly(1, 2, 3);
        assertThat(ImageTensor.numbers(pixels, two)).containsExactly(0, 255, 51, 102, 0, 204);
        assertThat(bytes(pixels, two)).containsExactly(0, 255, 51, 102, 0, 204);
        assertThat(bytes(planes, two)).as("rounded to 0 to 255").containsExactly(0, 1, 1, 0, 0, 0);
    }

    @Test
    void whatIsPutAroundIsScaledAsWell() {
        ResizeSpec fit = new ResizeSpec(
                ResizeSpec.Mode.FIT_PAD, List.of(2, 4), Interpolation.BILINEAR, Optional.empty(), Optional.empty(), Optional.of(127.5),
                ResizeSpec.Align.START);
        ImageSpec spec = new ImageSpec(
                Optional.of(fit), Optional.empty(), ImageSpec.Color.GRAY, ImageSpec.Layout.NCHW, 1 / 255.0, List.of(0.5), List.of(0.5));
        RgbPixels white = new RgbPixels(1, 1, new byte[] {-1, -1, -1});
        assertThat(ImageTensor.numbers(spec, white)).containsExactly(1, 1, 0, 0, 1, 1, 0, 0);
        assertThat(bytes(spec, white)).containsExactly(1, 1, 0, 0, 1, 1, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"100, 50, 96, 64", "10, 10, 32, 32", "400, 20, 384, 32", "33, 47, 32, 32"})
    void sidesBecomeMultiples(int width, int height, int newWidth, int newHeight) {
        ImageSpec spec = spec(resize(ResizeSpec.Mode.MULTIPLE_OF, Interpolation.BILINEAR, 32));
        assertThat(ImageTensor.shape(spec, picture(width, height))).containsExactly(newHeight, newWidth, 3);
    }

    @Test
    void sidesAreLimitedBeforeTheyBecomeMultiples() {
        ImageSpec spec = spec(new ResizeSpec(
                ResizeSpec.Mode.MULTIPLE_OF, List.of(32), null, Optional.of(100), Optional.of(320), Optional.empty(), null));
        assertThat(ImageTensor.shape(spec, picture(60, 50))).containsExactly(96, 128, 3);
        assertThat(ImageTensor.shape(spec, picture(640, 320))).containsExactly(160, 320, 3);
    }

    @Test
    void aFreeSideFollowsTheOther() {
        ImageSpec spec = spec(resize(EXACT, Interpolation.BILINEAR, 48, -1));
        assertThat(ImageTensor.shape(spec, picture(200, 20))).containsExactly(48, 480, 3);
    }
}
