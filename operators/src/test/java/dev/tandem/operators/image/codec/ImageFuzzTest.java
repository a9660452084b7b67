package dev.tandem.operators.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.Files.Bits;
import dev.tandem.operators.testing.TestImages;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of small files with bytes that are not as they were: they decode or fail as images, and nothing else happens. */
final class ImageFuzzTest {
    private static final Set<ErrorCode> FAILURES = Set.of(ErrorCode.BROKEN_MEDIA, ErrorCode.MEDIA_LIMIT);
    /** Images that pass are small, so that each is decoded in no time; expansion is not what is tried here. */
    private static final MediaLimits LIMITS = new MediaLimits(20_000, 1e9, 1 << 20, 1);
    private static final int MUTATIONS = 250;

    /** A file of some kind. */
    record Seed(String name, byte[] file) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Seed> seeds() {
        byte[] still = Files.lossless(9, 7, 0xff336699, new Bits().put(1, 1).put(2, 2));
        return Stream.concat(
                Stream.of("png", "bmp", "tif", "gif", "jpg")
                        .map(kind -> new Seed(kind, TestImages.file(kind, 24, 18, TestImages::pattern))),
                Stream.of(
                        new Seed("transparent png", TestImages.transparentPng(12, 9, TestImages::pattern)),
                        new Seed("palette png", small("palette.png")),
                        new Seed("progressive jpg", small("base_q40.jpg")),
                        new Seed("cmyk jpg", small("cmyk.jpg")),
                        new Seed("exif jpg", small("exif6.jpg")),
                        new Seed("animated gif", small("anim0.gif")),
                        new Seed("lossy webp", small("lossy.webp")),
                        new Seed("lossless webp", Files.webp(still)),
                        new Seed("animated webp", Files.webp(
                                Files.extended(2, 20, 20), Files.frame(0, 2, 9, 7, still), Files.frame(4, 4, 9, 7, still)))));
    }

    private static byte[] small(String name) {
        return TestImages.file(name);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedFilesFailAsImagesAndNothingElseHappens(Seed seed) {
        Random random = new Random(seed.name().hashCode());
        Map<ErrorCode, Integer> failures = new EnumMap<>(ErrorCode.class);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damaged(seed.file(), random);
            int number = i;
            assertThatCode(() -> outcome(damaged).ifPresent(code -> failures.merge(code, 1, Integer::sum)))
                    .as(() -> seed + ", number " + number).doesNotThrowAnyException();
        }
        assertThat(FAILURES).containsAll(failures.keySet());
        assertThat(failures).containsKey(ErrorCode.BROKEN_MEDIA);
    }

    /** Cut off, or with some bytes of the header, or of anywhere, changed; most often to values that hurt. */
    private static byte[] damaged(byte[] file, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
        byte[] damaged = file.clone();
        int reach = random.nextBoolean() ? Math.min(file.length, 64) : file.length;
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            byte[] values = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, (byte) random.nextInt()};
            damaged[random.nextInt(reach)] = values[random.nextInt(values.length)];
        }
        return damaged;
    }

    private static Optional<ErrorCode> outcome(byte[] file) {
        try {
            DecodedImage image = ImageDecoder.decode(MediaContent.of(file), LIMITS);
            assertThat(image.pixels().samples())
                    .hasSize(image.header().width() * image.header().height() * image.pixels().channels());
            IccProfile.of(image.header().profile()).ifPresent(IccProfile::name);
            return Optional.empty();
        } catch (SampleFailedException e) {
            return Optional.of(e.code());
        }
    }
}
