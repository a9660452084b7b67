package dev.tandem.operators.dedup.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.SharedBands;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageHashesTest {

    private static Deduplicator create(String method, Map<String, Object> params) {
        return (Deduplicator) OperatorCatalog.load().create("image_" + method, params, OperatorContext.withoutModels());
    }

    private static long hash(String method, String family, byte[] image) {
        return SharedBands.signature(create(method, Map.of("family", family)), TestImages.sample(image))
                .orElseThrow().evidence()[0];
    }

    /** Expected values: ImageHash 4.3.2 and imagededup 0.3.3.post2 with Pillow 13.0.0. */
    @ParameterizedTest
    @CsvSource({
        "base_half.png, ahash, imagehash, ff4e878785810327",
        "base_half.png, dhash, imagehash, c69c2c2c0d1b47cc",
        "base_half.png, whash, imagehash, ff4e878785818327",
        "flat.png, ahash, imagehash, 0",
        "flat.png, whash, imagehash, 0",
        "flat.png, ahash, imagededup, ffffffffffffffff",
        "flat.png, whash, imagededup, ffffffffffffffff",
        "rgba.png, whash, imagehash, c3c7c78707073a3c"
    })
    void hashesAreThoseOfTheReferences(String file, String method, String family, String expected) {
        assertThat(hash(method, family, TestImages.file(file))).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ahash", "dhash", "phash", "whash"})
    void pixelsOfAnyNumberHaveHashes(String method) {
        for (int[] size : new int[][] {{1, 1}, {1, 90}, {90, 1}, {7, 9}, {33, 31}}) {
            byte[] image = TestImages.png(size[0], size[1]);
            byte[] transparent = TestImages.transparentPng(
                    size[0], size[1], (x, y) -> TestImages.pattern(x, y) & 0xffffff | x << 24);

            assertThat(hash(method, "data_juicer", image)).isEqualTo(hash(method, "imagededup", image));
            assertThat(hash(method, "imagehash", transparent)).isEqualTo(hash(method, "imagehash", image));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ahash", "dhash", "phash", "whash"})
    void allPicturesOfOneColourAreTheSame(String method) {
        List<Sample> samples = new ArrayList<>();
        for (int grey = 0; grey < 256; grey += 51) {
            int value = grey;
            samples.add(TestImages.sample(TestImages.png(40 + grey, 30, (x, y) -> TestImages.grey(value))));
        }

        assertThat(DedupStep.inMemory(create(method, Map.of("max_distance", 2)), samples).stream().filter(Membership::keep))
                .hasSize(1);
    }

    @Test
    void textHasToBeEqualOnDemand() {
        Part image = TestImages.part(TestImages.file("base_half.png"), Map.of());
        Part other = TestImages.part(TestImages.file("base_q40.jpg"), Map.of());
        Sample one = Sample.read("a", Map.of(), List.of(image, new Part.Text("A boat")));
        Sample same = Sample.read("b", Map.of(), List.of(new Part.Text(" A boat "), other));
        Sample another = Sample.read("c", Map.of(), List.of(image, new Part.Text("A ship")));

        assertThat(kept(Map.of(), one, same, another)).isEqualTo(1);
        assertThat(kept(Map.of("consider_text", true), one, same, another)).isEqualTo(2);
    }

    private static long kept(Map<String, Object> params, Sample... samples) {
        return DedupStep.inMemory(create("phash", params), List.of(samples)).stream().filter(Membership::keep).count();
    }

    /** Pictures with a few spots: what is within the distance is found, whatever else there is. */
    @Property(tries = 5)
    void whatIsWithinTheDistanceIsFound(@ForAll long seed, @ForAll @IntRange(max = 10) int distance) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int picture = i % 3;
            int spotX = random.nextInt(32);
            int spotY = random.nextInt(32);
            samples.add(TestImages.sample(TestImages.png(32, 32, (x, y) -> Math.abs(x - spotX) + Math.abs(y - spotY) < 4
                    ? 0xffffff : TestImages.grey((x * (picture + 2) + y * y / (picture + 1)) & 0xff))));
        }
        for (String method : List.of("ahash", "dhash", "phash", "whash")) {
            SharedBands all = SharedBands.of("image_" + method, Map.of("max_distance", distance), samples);
            for (int i = 0; i < samples.size(); i++) {
                for (int j = 0; j < i; j++) {
                    long left = all.signatures().get(i).orElseThrow().evidence()[0];
                    long right = all.signatures().get(j).orElseThrow().evidence()[0];
                    boolean near = Long.bitCount(left ^ right) <= distance;
                    assertThat(near).isEqualTo(all.similarity(i, j) >= all.operator().threshold());
                    assertThat(!near || all.isCandidate(i, j)).isTrue();
                }
            }
        }
    }
}
