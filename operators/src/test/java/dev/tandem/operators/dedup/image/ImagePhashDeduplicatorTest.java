package dev.tandem.operators.dedup.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.testing.TestImages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImagePhashDeduplicatorTest {

    private static Sample sample(String source, byte[]... images) {
        return Sample.read(source, Map.of(), Arrays.stream(images)
                .<Part>map(image -> new Part.Media(Modality.IMAGE, "image/*", MediaContent.of(image), Map.of()))
                .toList());
    }

    private static Deduplicator create(int maxDistance, MediaLimits limits) {
        return (Deduplicator) OperatorCatalog.load().create(
                "image_phash", Map.of("max_distance", maxDistance), new OperatorContext(Inference.none(), limits));
    }

    private static List<Boolean> kept(int maxDistance, Sample... samples) {
        return DedupStep.inMemory(create(maxDistance, MediaLimits.DEFAULT), List.of(samples)).stream()
                .map(Membership::keep)
                .toList();
    }

    /** Expected values: phash of ImageHash 4.3.2 with Pillow 13.0.0. */
    @ParameterizedTest
    @CsvSource({
        "base_half.png, b65085cbc62fe236",
        "base_q40.jpg, b65085cbc62fe236",
        "base_rot2.png, b65085ebc72f4236",
        "rgba.png, b5fac86047c33659",
        "palette.png, b9424bae2a5c59b5",
        "bilevel.png, c5fdc2229ce0673c",
        "gray.jpg, c09c35b6296bb669",
        "anim0.gif, 822dea5ca257eaa5",
        "flat.png, 8000000000000000"
    })
    void theHashIsThatOfTheReference(String name, String expected) throws Exception {
        Deduplicator operator = create(4, MediaLimits.DEFAULT);
        long hash = operator.signature(new SampleView(sample(name, TestImages.file(name)))).orElseThrow().evidence()[0];

        assertThat(hash).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    /** The decoders of lossy WebP interpolate colours differently, by up to four of 256 levels of grey here. */
    @Test
    void theHashOfLossyWebpIsNearTheReference() throws Exception {
        Deduplicator operator = create(4, MediaLimits.DEFAULT);
        long hash = operator.signature(new SampleView(sample("webp", TestImages.file("lossy.webp")))).orElseThrow()
                .evidence()[0];

        assertThat(Long.bitCount(hash ^ 0xd7e678b14fc42053L)).isLessThanOrEqualTo(2);
    }

    @Test
    void aStoreThatDoesNotAnswerIsNotABrokenImage() {
        MediaContent lost = MediaContent.stored(Digest.of("lost"), 10, () -> {
            throw new TandemException(ErrorCode.STORE_UNAVAILABLE, "no answer");
        });
        Sample sample = Sample.read(
                "lost", Map.of(), List.of(new Part.Media(Modality.IMAGE, "image/png", lost, Map.of())));

        assertThatThrownBy(() -> create(4, MediaLimits.DEFAULT).signature(new SampleView(sample)))
                .isInstanceOfSatisfying(TandemException.class, e ->
                        assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void scaledAndRecompressedCopiesAreDuplicatesAndSlightlyTurnedOnesWithinTheDistance() {
        Sample scaled = sample("scaled", TestImages.file("base_half.png"));
        Sample recompressed = sample("recompressed", TestImages.file("base_q40.jpg"));
        Sample turned = sample("turned", TestImages.file("base_rot2.png"));
        Sample other = sample("other", TestImages.file("rgba.png"));

        assertThat(kept(4, scaled, recompressed, turned, other)).filteredOn(keep -> keep).hasSize(2);
        assertThat(kept(3, scaled, recompressed, turned, other)).filteredOn(keep -> keep).hasSize(3);
    }

    @Test
    void samplesOfSeveralImagesAreComparedImageByImage() {
        Sample pair = sample("pair", TestImages.file("base_half.png"), TestImages.file("rgba.png"));
        Sample same = sample("same", TestImages.file("base_q40.jpg"), TestImages.file("rgba.png"));
        Sample half = sample("half", TestImages.file("base_half.png"));
        Sample swapped = sample("swapped", TestImages.file("rgba.png"), TestImages.file("base_half.png"));

        assertThat(kept(4, pair, same)).containsExactlyInAnyOrder(true, false);
        assertThat(kept(4, pair, half, swapped)).containsOnly(true);
    }

    @Test
    void aSampleWithoutImagesIsKept() {
        Sample text = Sample.read("text", Map.of(), List.of(new Part.Text("a")));
        Sample again = Sample.read("again", Map.of(), List.of(new Part.Text("a")));

        assertThat(kept(4, text, again)).containsOnly(true);
    }

    @Test
    void aBrokenImageFailsItsSample() {
        byte[] whole = TestImages.file("base_half.png");
        List<Membership> memberships = DedupStep.inMemory(
                create(4, MediaLimits.DEFAULT),
                List.of(
                        sample("cut", Arrays.copyOf(whole, whole.length / 2)),
                        sample("no image", new byte[] {1, 2, 3}),
                        sample("empty", new byte[0]),
                        sample("whole", whole)));

        assertThat(memberships).extracting(Membership::keep).containsExactly(false, false, false, true);
        assertThat(memberships.subList(0, 3))
                .extracting(membership -> membership.failure().orElseThrow().code())
                .containsOnly(ErrorCode.BROKEN_MEDIA);
    }

    @Test
    void anImageWithTooManyPixelsIsNotDecoded() {
        Sample sample = sample("large", TestImages.png(1_100, 1_000));
        MediaLimits pixels = new MediaLimits(1_000, 2_000, 32 << 20, 1 << 20);
        MediaLimits bytes = new MediaLimits(10_000_000, 2_000, 100, 1 << 20);
        MediaLimits expansion = new MediaLimits(10_000_000, 1.1, 32 << 20, 1 << 20);
        for (MediaLimits limits : List.of(pixels, bytes, expansion)) {
            assertThatThrownBy(() -> create(4, limits).signature(new SampleView(sample)))
                    .isInstanceOfSatisfying(SampleFailedException.class, e ->
                            assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_LIMIT));
        }
    }
}
