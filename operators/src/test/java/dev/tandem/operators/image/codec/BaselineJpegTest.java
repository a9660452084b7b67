package dev.tandem.operators.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.jpeg.JpegSamples;
import dev.tandem.operators.testing.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the project's own decoder of JPEG takes, it decodes as libjpeg does, to the bit. */
final class BaselineJpegTest {
    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";
    private static final int COLOUR = BufferedImage.TYPE_INT_RGB;
    private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 2"})
    void picturesOfAnySizeAndSamplingAreThoseOfTheLibrary(int horizontal, int vertical) throws Exception {
        Random random = new Random(horizontal + vertical);
        for (int i = 0; i < 60; i++) {
            int width = 5 + random.nextInt(60);
            int height = 1 + random.nextInt(60);
            float quality = random.nextFloat();
            int restarts = random.nextInt(3) * random.nextInt(5);
            byte[] file = jpeg(COLOUR, width, height, pattern(random), quality, horizontal, vertical, restarts);

            assertThat(baseline(file)).as("%d x %d, quality %f", width, height, quality).contains(library(file));
        }
    }

    /** Greys are mostly the luma, and always those of the colours. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 2"})
    void greysAreThoseOfTheColours(int horizontal, int vertical) throws Exception {
        Random random = new Random(horizontal + vertical);
        for (int i = 0; i < 30; i++) {
            IntBinaryOperator pattern = i % 3 == 0 ? pattern(random) : spots(random, i % 3 == 1);
            int width = 5 + random.nextInt(120);
            int height = 1 + random.nextInt(90);
            byte[] file = jpeg(COLOUR, width, height, pattern, 0.5f + 0.4f * random.nextFloat(), horizontal, vertical, 0);
            JpegSamples samples = read(file).orElseThrow();
            Pixels colours = new Pixels(samples.width(), samples.height(), 3, samples.pixels());

            for (Luma luma : Luma.values()) {
                assertThat(samples.grey(luma.weights())).as("%s %d", luma, i).isEqualTo(luma.of(colours));
            }
        }
    }

    @Test
    void greyOfPictureWiderThanWhatIsMadeAtOnceIsThatOfItsColours() throws Exception {
        byte[] file = jpeg(COLOUR, 1400, 9, (x, y) -> x % 16 < 8 ? 0x0000ff : 0xffff00, 0.8f, 2, 2, 0);
        JpegSamples samples = read(file).orElseThrow();
        Pixels colours = new Pixels(samples.width(), samples.height(), 3, samples.pixels());

        assertThat(samples.grey(Luma.PILLOW.weights())).isEqualTo(Luma.PILLOW.of(colours));
    }

    /** What allows to take the luma: whatever the chroma is, what it adds to the three colours is not seen in their grey. */
    @ParameterizedTest
    @EnumSource(Luma.class)
    void greyOfColoursThatAreNotCutOffIsTheLuma(Luma luma) {
        JpegSamples.Weights weights = luma.weights();
        long half = 1L << 15;
        for (int blue = -128; blue < 128; blue++) {
            for (int red = -128; red < 128; red++) {
                long more = weights.red() * (91881L * red + half >> 16)
                        + weights.green() * (half - 22554L * blue - 46802L * red >> 16)
                        + weights.blue() * (116130L * blue + half >> 16);
                assertThat(more + (1L << weights.shift() - 1) >> weights.shift()).isZero();
            }
        }
        assertThat(weights.red() + weights.green() + weights.blue()).isEqualTo(1 << weights.shift());
    }

    @Test
    void greyPicturesAreThoseOfTheLibrary() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            byte[] file = jpeg(GREY, 1 + random.nextInt(40), 1 + random.nextInt(40), pattern(random), random.nextFloat(), 1, 1, i % 3);

            assertThat(baseline(file)).contains(library(file));
        }
    }

    @Test
    void pictureOfManyBlocksIsThatOfTheLibrary() throws Exception {
        byte[] file = jpeg(COLOUR, 333, 222, TestImages::pattern, 0.9f, 2, 2, 0);

        assertThat(baseline(file)).contains(library(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1, 2", "4, 1", "4, 2"})
    void otherSamplingIsLeftToTheLibrary(String factors) throws Exception {
        int horizontal = factors.charAt(0) - '0';
        int vertical = factors.charAt(3) - '0';

        assertThat(baseline(jpeg(COLOUR, 40, 40, TestImages::pattern, 0.8f, horizontal, vertical, 0))).isEmpty();
    }

    @Test
    void narrowPicturesAreLeftToTheLibraryWhichDoublesTheirChroma() throws Exception {
        assertThat(baseline(jpeg(COLOUR, 4, 9, TestImages::pattern, 0.8f, 2, 2, 0))).isEmpty();
        assertThat(baseline(jpeg(COLOUR, 5, 9, TestImages::pattern, 0.8f, 2, 2, 0))).isPresent();
    }

    @Test
    void fileThatIsCutOffOrGoesOnIsLeftToTheLibrary() throws Exception {
        byte[] file = jpeg(COLOUR, 40, 40, TestImages::pattern, 0.8f, 2, 2, 0);

        assertThat(baseline(TestImages.cut(file))).isEmpty();
        assertThat(baseline(without(file, file.length - 3))).as("without the last byte of the scan").isEmpty();
        assertThat(baseline(without(file, file.length - 1))).as("without the end of the image").isEmpty();
    }

    /** Whatever is accepted of a damaged file is what the library makes of it. */
    @ParameterizedTest
    @CsvSource({"2, 2, 0", "1, 1, 3"})
    void damagedFilesAreDecodedAsByTheLibraryOrLeftToIt(int horizontal, int vertical, int restarts) throws Exception {
        byte[] whole = jpeg(COLOUR, 24, 24, TestImages::pattern, 0.3f, horizontal, vertical, restarts);
        Random random = new Random(11);
        int accepted = 0;
        for (int i = 0; i < 500; i++) {
            byte[] file = whole.clone();
            // Past the header's first segment, which tells the format.
            file[20 + random.nextInt(file.length - 20)] ^= (byte) (1 << random.nextInt(8));
            Optional<byte[]> own = baseline(file);
            if (own.isPresent()) {
                accepted++;
                assertThat(own.get()).as("change " + i).isEqualTo(library(file));
            }
        }
        assertThat(accepted).isGreaterThan(30);
    }

    private static IntBinaryOperator pattern(Random random) {
        int a = random.nextInt(40);
        int b = random.nextInt(40);
        return switch (random.nextInt(4)) {
            case 0 -> (x, y) -> random.nextInt(1 << 24);
            case 1 -> (x, y) -> TestImages.grey((x / 3 + y / 5) % 2 * 255);
            case 2 -> (x, y) -> (x * a & 255) << 16 | (y * b & 255) << 8 | (x + y & 255);
            default -> (x, y) -> random.nextInt(20) == 0 ? 0xff0000 : 0x00ffff;
        };
    }

    /** Soft colours, and spots of strong ones here and there. */
    private static IntBinaryOperator spots(Random random, boolean bright) {
        int spot = random.nextInt(1 << 24);
        int x0 = random.nextInt(100);
        int y0 = random.nextInt(70);
        int size = 2 + random.nextInt(20);
        int ground = bright ? 0xa0 : 0x10;
        return (x, y) -> x >= x0 && x < x0 + size && y >= y0 && y < y0 + size
                ? spot
                : (ground + x / 4) << 16 | (ground + y / 2) << 8 | ground + (x + y) / 8;
    }

    private static Optional<byte[]> baseline(byte[] file) {
        return read(file).map(JpegSamples::pixels);
    }

    private static Optional<JpegSamples> read(byte[] file) {
        try {
            return ImageFile.read(file, MediaLimits.DEFAULT) instanceof JpegFile jpeg ? jpeg.baseline(file) : Optional.empty();
        } catch (SampleFailedException e) {
            return Optional.empty();
        }
    }

    private static byte[] library(byte[] file) throws IOException, SampleFailedException {
        return ImageDecoder.readByLibrary(file, ImageFile.read(file, MediaLimits.DEFAULT), new DecodingTime(() -> 0)).samples();
    }

    private static byte[] without(byte[] file, int place) {
        byte[] shorter = new byte[file.length - 1];
        System.arraycopy(file, 0, shorter, 0, place);
        System.arraycopy(file, place + 1, shorter, place, shorter.length - place);
        return shorter;
    }

    private static byte[] jpeg(
            int type, int width, int height, IntBinaryOperator rgb, float quality, int horizontal, int vertical, int restarts)
            throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb.applyAsInt(x, y));
            }
        }
        ImageWriter writer = Codecs.writer(ImageFormat.JPEG);
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), settings);
        IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode luma = (IIOMetadataNode) tree.getElementsByTagName("componentSpec").item(0);
        luma.setAttribute("HsamplingFactor", String.valueOf(horizontal));
        luma.setAttribute("VsamplingFactor", String.valueOf(vertical));
        if (restarts > 0) {
            IIOMetadataNode interval = new IIOMetadataNode("dri");
            interval.setAttribute("interval", String.valueOf(restarts));
            tree.getElementsByTagName("markerSequence").item(0).appendChild(interval);
        }
        metadata.setFromTree(FORMAT, tree);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, metadata), settings);
        }
        writer.dispose();
        return out.toByteArray();
    }
}
