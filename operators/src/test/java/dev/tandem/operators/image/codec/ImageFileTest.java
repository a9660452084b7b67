package dev.tandem.operators.image.codec;

import static dev.tandem.operators.image.codec.Files.ascii;
import static dev.tandem.operators.image.codec.Files.chunk;
import static dev.tandem.operators.image.codec.Files.exif;
import static dev.tandem.operators.image.codec.Files.extended;
import static dev.tandem.operators.image.codec.Files.failure;
import static dev.tandem.operators.image.codec.Files.frame;
import static dev.tandem.operators.image.codec.Files.header;
import static dev.tandem.operators.image.codec.Files.join;
import static dev.tandem.operators.image.codec.Files.lossless;
import static dev.tandem.operators.image.codec.Files.webp;
import static dev.tandem.operators.image.codec.Files.withChunk;
import static dev.tandem.operators.image.codec.Files.withSegment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.Files.Bits;
import dev.tandem.operators.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ImageFileTest {
    private static final byte[] PNG = TestImages.png(20, 10);
    private static final byte[] JPEG = TestImages.file("jpg", 20, 10, TestImages::pattern);
    private static final byte[] TIFF = TestImages.file("tif", 20, 10, TestImages::pattern);

    @Test
    void camerasNoteTheOrientationInEveryKindOfFileThatHasExif() throws SampleFailedException {
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] png = withChunk(PNG, "eXIf", exif(orientation));
            byte[] jpeg = withSegment(JPEG, 0xe1, join(ascii("Exif\0\0"), exif(orientation)));
            byte[] webp = webp(extended(8, 20, 10), lossless(20, 10, 0, new Bits()), chunk("EXIF", exif(orientation)));
            for (byte[] file : new byte[][] {png, jpeg, webp}) {
                ImageHeader header = header(file);
                assertThat(header.orientation()).isEqualTo(orientation);
                assertThat(header.hasExif()).isTrue();
                assertThat(header.shownWidth()).isEqualTo(orientation < 5 ? 20 : 10);
                assertThat(header.shownHeight()).isEqualTo(orientation < 5 ? 10 : 20);
            }
        }
        assertThat(header(TestImages.file("exif6.jpg")).orientation()).isEqualTo(6);
        assertThat(header(PNG).hasExif()).isFalse();
    }

    @Test
    void anOrientationThatThereIsNotTurnsNothing() throws SampleFailedException {
        assertThat(header(withChunk(PNG, "eXIf", exif(9))).orientation()).isEqualTo(1);
        assertThat(header(withChunk(PNG, "eXIf", exif(0))).orientation()).isEqualTo(1);
        assertThat(header(withChunk(PNG, "eXIf", ascii("II"))).orientation()).isEqualTo(1);
    }

    @Property(tries = 500)
    void exifIsNotTrusted(@ForAll @Size(max = 60) byte[] tail, @ForAll @IntRange(max = 26) int kept) {
        byte[] block = join(Arrays.copyOf(exif(6), kept), tail);

        assertThatCode(() -> header(withChunk(PNG, "eXIf", block))).doesNotThrowAnyException();
        assertThatCode(() -> header(withSegment(JPEG, 0xe1, join(ascii("Exif\0\0"), block)))).doesNotThrowAnyException();
    }

    @Test
    void framesAreCounted() throws SampleFailedException {
        byte[] still = lossless(4, 4, 0xff00ff00, new Bits());
        byte[] animation = webp(
                extended(2, 20, 10), frame(0, 0, 4, 4, still), frame(6, 2, 4, 4, still), frame(6, 4, 4, 4, still));
        byte[] control = new byte[26];

        assertThat(header(animation).frames()).isEqualTo(3);
        assertThat(header(animation).width()).isEqualTo(20);
        assertThat(header(TestImages.file("anim0.gif")).frames()).isEqualTo(1);
        assertThat(header(withChunk(withChunk(PNG, "fcTL", control), "fcTL", control)).frames()).isEqualTo(2);
        assertThat(header(PNG).frames()).isEqualTo(1);
        assertThat(header(TIFF).frames()).isEqualTo(1);
    }

    @Test
    void profilesAreFoundWhetherTheyAreCompressedOrInParts() throws SampleFailedException, IOException {
        byte[] profile = new byte[70_000];
        Arrays.fill(profile, (byte) 7);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(profile);
        }
        byte[] name = ascii("ICC_PROFILE\0");
        byte[] second = join(name, new byte[] {2, 2}, Arrays.copyOfRange(profile, 60_000, 70_000));
        byte[] first = join(name, new byte[] {1, 2}, Arrays.copyOf(profile, 60_000));

        assertThat(header(withChunk(PNG, "iCCP", join(ascii("name\0\0"), compressed.toByteArray()))).profile())
                .isEqualTo(profile);
        assertThat(header(withSegment(withSegment(JPEG, 0xe2, first), 0xe2, second)).profile()).isEqualTo(profile);
        assertThat(header(withSegment(JPEG, 0xe2, first)).profile()).isEmpty();
        assertThat(header(webp(extended(0x20, 4, 4), chunk("ICCP", profile), lossless(4, 4, 0, new Bits()))).profile())
                .isEqualTo(profile);
        assertThat(header(PNG).profile()).isEmpty();
    }

    @Test
    void aProfileThatWouldExpandWithoutEndIsIgnored() throws SampleFailedException, IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(new byte[ImageFile.MAX_PROFILE_BYTES + 1]);
        }
        assertThat(header(withChunk(PNG, "iCCP", join(ascii("name\0\0"), compressed.toByteArray()))).profile()).isEmpty();
    }

    @Test
    void aJpegFileOfThousandsOfScansIsNotDecoded() {
        // Each scan goes over all pixels: 1000 scans of 10 million pixels are ten thousand million.
        byte[] large = JPEG.clone();
        int frame = indexOf(large, new byte[] {(byte) 0xff, (byte) 0xc0});
        ByteBuffer.wrap(large).putShort(frame + 5, (short) 3_000).putShort(frame + 7, (short) 3_000);
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 2};
        byte[][] parts = new byte[1_001][];
        Arrays.fill(parts, scan);
        parts[0] = Arrays.copyOf(large, large.length - 2);

        assertThat(failure(join(parts))).isEqualTo(ErrorCode.MEDIA_LIMIT);
    }

    @Test
    void aLosslessWebpPictureIsTransformedOnceInEachWay() throws SampleFailedException {
        Bits green = new Bits().put(1, 1).put(2, 2);
        Bits twice = new Bits().put(green).put(green);

        assertThat(Files.decode(webp(lossless(5, 4, 0xff102030, green))).pixels().count()).isEqualTo(20);
        assertThat(failure(webp(lossless(5, 4, 0xff102030, twice)))).isEqualTo(ErrorCode.BROKEN_MEDIA);
    }

    @Test
    void aLosslessWebpPictureHasAsManySetsOfCodesAsItNeeds() {
        // Its codes are chosen by a picture of its own, of one colour: 0xff00 says that there are 65 281 sets.
        Bits sets = new Bits().put(0, 1).put(0, 1).put(1, 1).put(0, 3)
                .put(0, 1).word(0).word(0xff).word(0).word(0).word(0);
        Bits bits = new Bits().put(0x2f, 8).put(99, 14).put(99, 14).put(1, 1).put(0, 3).put(sets);

        assertThat(failure(webp(chunk("VP8L", bits.bytes())))).isEqualTo(ErrorCode.MEDIA_LIMIT);
    }

    @Test
    void thePictureInAWebpFileIsAsLargeAsItsHeaderSays() {
        byte[] picture = lossless(4, 4, 0xff00ff00, new Bits());

        assertThatCode(() -> Files.decode(webp(extended(0, 4, 4), picture))).doesNotThrowAnyException();
        assertThat(failure(webp(extended(0, 4, 5), picture))).isEqualTo(ErrorCode.BROKEN_MEDIA);
        assertThat(failure(webp(extended(0, 4, 4), picture, picture))).isEqualTo(ErrorCode.BROKEN_MEDIA);
        assertThat(failure(webp(extended(2, 8, 8), frame(6, 0, 4, 4, picture)))).isEqualTo(ErrorCode.BROKEN_MEDIA);
    }

    @Test
    void directoriesOfTiffThatGoInCirclesHaveTooManyPages() {
        byte[] circle = TIFF.clone();
        ByteBuffer bytes = tiff(circle);
        int directory = bytes.getInt(4);
        bytes.putInt(directory + 2 + 12 * bytes.getShort(directory), directory);

        assertThat(failure(circle)).isEqualTo(ErrorCode.MEDIA_LIMIT);
    }

    @Test
    void whatATiffFilePromisesBeyondItsEndIsNotAllocated() {
        for (int tag : new int[] {258, 273, 279}) {
            byte[] file = TIFF.clone();
            tiff(file).putInt(entry(file, tag) + 4, 500_000_000);
            assertThat(failure(file)).as("values of tag " + tag).isEqualTo(ErrorCode.BROKEN_MEDIA);
        }
        byte[] samples = TIFF.clone();
        tiff(samples).putShort(entry(samples, 277) + 8, (short) 60_000);
        assertThat(failure(samples)).isEqualTo(ErrorCode.BROKEN_MEDIA);
        byte[] wide = TIFF.clone();
        tiff(wide).putShort(entry(wide, 256) + 2, (short) 4).putInt(entry(wide, 256) + 8, 2_000_000_000);
        assertThat(failure(wide)).isEqualTo(ErrorCode.MEDIA_LIMIT);
    }

    @Test
    void aTiffFileOfInksBecomesColours() throws SampleFailedException {
        // Three channels and transparency are four inks, when the file says so: cyan, magenta, yellow and a fifth of black.
        byte[] inks = TestImages.transparentTiff(3, 3, (x, y) -> 51 << 24 | 0xff8000);
        tiff(inks).putShort(entry(inks, 262) + 8, (short) 5);
        Pixels pixels = Files.decode(inks).pixels();

        assertThat(header(inks).colours()).isEqualTo(ColourKind.CMYK);
        assertThat(pixels.channels()).isEqualTo(3);
        assertThat(new int[] {pixels.red(4), pixels.green(4), pixels.blue(4)}).containsExactly(0, 102, 204);
    }

    @Test
    void imagesInImagesAreNotRead() {
        byte[] bmp = TestImages.file("bmp", 20, 10, TestImages::pattern);
        tiff(bmp).putInt(30, 5);
        byte[] compressed = TIFF.clone();
        tiff(compressed).putShort(entry(compressed, 259) + 8, (short) 7);

        assertThat(failure(bmp)).isEqualTo(ErrorCode.BROKEN_MEDIA);
        assertThat(failure(compressed)).isEqualTo(ErrorCode.BROKEN_MEDIA);
    }

    @Test
    void aFileOfTooManyFramesIsNotDecoded() throws SampleFailedException {
        byte[] gif = TestImages.file("anim0.gif");

        assertThat(failure(MadeImages.animation(gif, ImageFile.MAX_FRAMES + 1))).isEqualTo(ErrorCode.MEDIA_LIMIT);
        assertThat(header(MadeImages.animation(gif, ImageFile.MAX_FRAMES)).frames()).isEqualTo(ImageFile.MAX_FRAMES);
    }

    /** Little-endian, as the writers at hand write TIFF on these machines; BMP is always so. */
    private static ByteBuffer tiff(byte[] file) {
        return ByteBuffer.wrap(file).order(file[0] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private static int entry(byte[] file, int tag) {
        ByteBuffer bytes = tiff(file);
        int entry = bytes.getInt(4) + 2;
        while (bytes.getShort(entry) != tag) {
            entry += 12;
        }
        return entry;
    }

    private static int indexOf(byte[] file, byte[] part) {
        int at = 0;
        while (!Arrays.equals(file, at, at + part.length, part, 0, part.length)) {
            at++;
        }
        return at;
    }

    @Test
    void theLimitsOfAnInstallationHold() {
        MediaLimits small = new MediaLimits(199, 2_000, 1 << 20, 1);

        assertThatCode(() -> ImageDecoder.decode(MediaContent.of(PNG), small))
                .isInstanceOfSatisfying(SampleFailedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_LIMIT));
    }
}
