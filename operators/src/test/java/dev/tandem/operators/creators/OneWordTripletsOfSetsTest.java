package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.AlikePieces;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SetCreator;
import dev.tandem.core.operator.Verification;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Triplets of images that stand in other samples, and in other shards. */
final class OneWordTripletsOfSetsTest {
    private static final String RECIPE = """
            name: triplets
            stages:
              - name: changes
                publish: triplets
                operators:
                  - images: {}
                  - one_word_triplets: {max_values: %d, max_same: %d}
            """;
    private static final List<String> COLOURS = List.of("red", "green", "blue", "black", "white");
    private static final List<String> THINGS = List.of("boat", "mill", "cow");

    private static final List<byte[]> PICTURES =
            IntStream.range(0, 60).mapToObj(size -> TestImages.png(1 + size, 1)).toList();

    private static Part.Media image(int picture, String description) {
        return TestImages.part(PICTURES.get(picture), Map.of(PartAttributes.ALT, description));
    }

    private static List<Sample> pages(long seed, int pages) {
        Random random = new Random(seed);
        return IntStream.range(0, pages).mapToObj(i -> {
            List<Part> parts = new ArrayList<>();
            for (int images = random.nextInt(3); images >= 0; images--) {
                parts.add(image(random.nextInt(60), "a " + COLOURS.get(random.nextInt(COLOURS.size())) + " "
                        + THINGS.get(random.nextInt(THINGS.size())) + " at sea"));
            }
            return Sample.read("page/" + i, Map.of("page", Integer.toString(i)), parts);
        }).toList();
    }

    private static Set<Sample> made(MemoryRun run) {
        Set<Sample> made = new HashSet<>();
        run.views(run.steps() - 1).forEach(view -> {
            assertThat(view.counts().verified("made").made()).isEqualTo(view.rows());
            assertThat(view.refused()).isEmpty();
            run.store().live(view, (row, sample) -> assertThat(made.add(sample)).as("made once").isTrue());
        });
        return made;
    }

    private static Set<Sample> expected(List<Sample> pages, int values, int same) {
        SetCreator creator = (SetCreator) OperatorCatalog.load().create(
                "one_word_triplets", Map.of("max_values", values, "max_same", same), OperatorContext.withoutModels());
        Set<Sample> made = new HashSet<>();
        AlikePieces.among(pages, creator, Verification.checked(creator, new Creator.Output() {
            @Override
            public void accept(Sample sample) {
                made.add(sample);
            }

            @Override
            public void refuse(String reason) {
                throw new AssertionError(reason);
            }
        }));
        return made;
    }

    private static List<List<Sample>> cut(List<Sample> pages, int shards, Random random) {
        List<Sample> shuffled = new ArrayList<>(pages);
        Collections.shuffle(shuffled, random);
        List<List<Sample>> cut = new ArrayList<>();
        IntStream.range(0, shards).forEach(i -> cut.add(new ArrayList<>()));
        shuffled.forEach(page -> cut.get(random.nextInt(shards)).add(page));
        return cut;
    }

    @Test
    void imagesOfTwoPagesInTwoShardsAreChangedIntoEachOther() {
        Sample red = Sample.read("red", Map.of("of", "one"), List.of(image(1, "A red boat, at sea"), new Part.Text("text")));
        Sample green = Sample.read("green", Map.of("of", "two"), List.of(image(2, "a green boat at sea")));
        Sample other = Sample.read("other", Map.of(), List.of(image(3, "a mill")));

        Set<Sample> made = made(MemoryRun.of(RECIPE.formatted(8, 2), List.of(List.of(red), List.of(other), List.of(green))));

        assertThat(made).hasSize(2).allSatisfy(item ->
                assertThat(item.metadata()).containsEntry("verified", item.contentDigest().hex()));
        assertThat(made).filteredOn(item -> item.source().startsWith("red#change-")).singleElement().satisfies(item -> {
            assertThat(item.parents()).containsExactly(red.id(), green.id());
            assertThat(item.metadata()).containsEntry("of", "one");
            assertThat(QuotedNames.of(((Part.Text) item.parts().get(1)).text()).names()).containsExactly("red", "green");
            assertThat(((Part.Media) item.parts().getLast()).content()).isEqualTo(((Part.Media) green.parts().getFirst()).content());
        });
    }

    @Property(tries = 8)
    void neitherTheCutNorTheOrderOfShardsChangesWhatIsMade(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int shards, @ForAll @IntRange(min = 2, max = 5) int values,
            @ForAll @IntRange(min = 1, max = 3) int same) {
        List<Sample> pages = pages(seed, 12);

        Set<Sample> made = made(MemoryRun.of(RECIPE.formatted(values, same), cut(pages, shards, new Random(seed + 1))));

        assertThat(made).isEqualTo(expected(pages, values, same));
    }

    @Property(tries = 3)
    void whatIsLostOfAnEarlierAttemptIsMadeAgainAndNothingTwice(@ForAll long seed) {
        MemoryObjectStore objects = new MemoryObjectStore();
        Random random = new Random(seed);
        List<List<Sample>> shards = cut(pages(seed, 10), 3, random);
        Set<Sample> first = made(MemoryRun.of(objects, RECIPE.formatted(4, 2), shards));
        List<ObjectKey> before = keys(objects);
        // As if it had been killed, and what nothing refers to been collected.
        before.stream()
                .filter(key -> key.path().startsWith("summaries/") || key.path().startsWith("keys/") || key.path().startsWith("blobs/"))
                .filter(key -> random.nextInt(3) == 0)
                .forEach(objects::delete);

        assertThat(made(MemoryRun.of(objects, RECIPE.formatted(4, 2), shards))).isEqualTo(first).isNotEmpty();
        assertThat(before).containsAll(keys(objects));
    }

    private static List<ObjectKey> keys(MemoryObjectStore objects) {
        List<ObjectKey> keys = new ArrayList<>();
        objects.forEach("", info -> keys.add(info.key()));
        return keys;
    }

    @Test
    void ofAThousandImagesThatAreDescribedAlikeOnlyAFewArePaired() {
        List<Sample> pages = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pages.add(Sample.read("page/" + i, Map.of(), List.of(image(i % 60, "a picture of item " + i / 2))));
        }

        Set<Sample> made = made(MemoryRun.of(RECIPE.formatted(5, 2), List.of(pages.subList(0, 400), pages.subList(400, 1000))));

        assertThat(made).hasSizeBetween(5 * 4, 10 * 8).isEqualTo(expected(pages, 5, 2));
    }
}
