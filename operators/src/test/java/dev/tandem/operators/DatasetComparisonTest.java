package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.core.diff.DatasetComparison;
import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.diff.DatasetDiff.Difference;
import dev.tandem.core.diff.DatasetDiff.Example;
import dev.tandem.core.diff.DatasetDiff.Place;
import dev.tandem.core.diff.DatasetDiff.SampleDiff;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetComparisonTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final String RECIPE = """
            name: compared
            stages:
              - name: pages
                operators: [jsonl, {text_length: {min_len: 3}}]
              - name: unique
                publish: all
                operators: [exact]
            publish: {formats: [parquet]}
            """;

    private final MemoryObjectStore objects = new MemoryObjectStore();

    private static List<List<Sample>> samples(int from, int to) {
        return List.of(IntStream.range(from, to)
                .mapToObj(i -> Sample.read("s" + i, Map.of(), List.of(new Part.Text("text  of " + i))))
                .toList());
    }

    private Digest publish(String recipe, List<List<Sample>> shards) {
        return MemoryRun.of(objects, recipe, shards).publish("all");
    }

    private DatasetDiff compare(String a, String b) {
        return new DatasetComparison(objects, CATALOG).compare(MemoryRun.TENANT, a, b, 3);
    }

    /** More samples than a published file has, so that files end at different places. */
    @Test
    void countsAreExactOverManyFiles() {
        Digest a = publish(RECIPE, samples(0, 4_100));
        Digest b = publish(RECIPE, samples(1_000, 4_150));

        SampleDiff diff = compare("all@" + a, b.hex().substring(0, 12)).samples();

        assertThat(diff).extracting(SampleDiff::onlyA, SampleDiff::onlyB, SampleDiff::otherContent, SampleDiff::same)
                .containsExactly(1_000L, 50L, 0L, 3_100L);
        assertThat(diff.examples()).hasSize(6).isSortedAccordingTo((left, right) -> left.place().compareTo(right.place()));
        TreeSet<String> onlyB = new TreeSet<>();
        samples(4_100, 4_150).getFirst().forEach(sample -> onlyB.add(sample.id().hex()));
        assertThat(diff.examples().stream().filter(example -> example.place() == Place.ONLY_B).map(Example::sample))
                .containsExactlyElementsOf(onlyB.stream().limit(3).toList());
    }

    @Test
    void whatMadeTheVersionsDifferentlyIsNamed() {
        Digest a = publish(RECIPE, samples(0, 12));
        String other = RECIPE.replace("{min_len: 3}}", "{min_len: 11}}, whitespace, words").replace("[exact]", "[{exact: {keep: oldest}}]")
                .replace("name: compared", "name: changed");
        Digest b = publish(other, samples(0, 12));

        DatasetDiff diff = compare("all@" + a.hex(), "all");

        assertThat(diff.a().version()).isEqualTo(a);
        assertThat(diff.b().version()).isEqualTo(b);
        assertThat(diff.made()).contains(
                new Difference("recipe", Optional.of("compared"), Optional.of("changed")),
                new Difference("pages.text_length.min_len", Optional.of("3"), Optional.of("11")),
                new Difference("pages.whitespace", Optional.empty(), Optional.of("{}")));
        assertThat(diff.made()).extracting(Difference::what)
                .containsExactly("recipe", "pages.text_length.min_len", "unique.exact.keep", "pages.whitespace", "pages.words");
        assertThat(diff.steps()).extracting(step -> step.stage() + " " + step.operators()).containsExactly(
                "pages [jsonl]", "pages [text_length, whitespace, words]", "unique [exact]");
        assertThat(diff.steps().get(1).reasons()).extracting(reason -> reason.reason() + " " + reason.a() + " " + reason.b())
                .contains("text_length: text_len below min_len 0 10");
        assertThat(diff.steps().get(1).a().orElseThrow().kept()).isEqualTo(12);
    }

    @Test
    void theSameSampleMayHaveOtherContent() {
        Digest a = publish(RECIPE, samples(0, 5));
        Digest b = publish(RECIPE.replace("[jsonl,", "[jsonl, pii_email_ip, whitespace,"), List.of(List.of(
                Sample.read("mail", Map.of(), List.of(new Part.Text("write to jo@example.net"))), samples(0, 1).getFirst().getFirst())));
        Digest c = publish(RECIPE, List.of(List.of(
                Sample.read("mail", Map.of(), List.of(new Part.Text("write to jo@example.net"))), samples(0, 1).getFirst().getFirst())));

        assertThat(compare(b.hex(), c.hex()).samples()).satisfies(diff -> {
            assertThat(List.of(diff.onlyA(), diff.onlyB(), diff.otherContent(), diff.same())).containsExactly(0L, 0L, 1L, 1L);
            assertThat(diff.examples()).extracting(Example::place, Example::source)
                    .containsExactly(tuple(Place.OTHER_CONTENT, "mail"));
        });
        assertThat(compare(a.hex(), a.hex())).satisfies(diff -> {
            assertThat(diff.made()).isEmpty();
            assertThat(diff.samples()).isEqualTo(new SampleDiff(0, 0, 0, 5, List.of()));
        });
    }

    /** Equal samples are found whichever format tells of them, with images and tables as well. */
    @Test
    void formatsTellTheSame() {
        List<List<Sample>> samples = List.of(List.of(
                Sample.read("page", Map.of("title", "T"), List.of(
                        new Part.Text("some text\u2028 \ud83d\ude00"),
                        TestImages.part(TestImages.png(5, 4), Map.of("alt", "a picture")),
                        new Part.Text("a\tb", Map.of("role", "table")))),
                Sample.read("only", Map.of(), List.of(new Part.Text("only here")))));
        Digest b = publish(RECIPE, List.of(samples.getFirst().subList(0, 1)));

        for (String formats : List.of("[jsonl]", "[webdataset]", "[jsonl, webdataset]")) {
            Digest a = publish(RECIPE.replace("[parquet]", formats), samples);
            assertThat(compare(a.hex(), b.hex()).samples()).as(formats).isEqualTo(new SampleDiff(1, 0, 0, 1, List.of(
                    new Example(Place.ONLY_A, samples.getFirst().getLast().id().hex(), "only"))));
        }
    }

    @Test
    void anEmptyVersionHasNothingOfTheOther() {
        Digest a = publish(RECIPE.replace("min_len: 3", "min_len: 1000"), samples(0, 3));
        Digest b = publish(RECIPE, samples(0, 3));
        SampleDiff diff = compare(a.hex(), b.hex()).samples();
        assertThat(List.of(diff.onlyA(), diff.onlyB(), diff.same())).containsExactly(0L, 3L, 0L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "alll       | NOT_FOUND        | did you mean 'all'?",
        "al@abcdef  | NOT_FOUND        | did you mean 'all'?",
        "something  | NOT_FOUND        | './tandem sets'",
        "abcdef     | NOT_FOUND        | no version",
        "all@abcdef | NOT_FOUND        | no version",
        "all@xyz    | INVALID_ARGUMENT | no version; expected",
        "none@abcdef| NOT_FOUND        | there is no data set 'none'",
        "../x@abcdef| NOT_FOUND        | there is no data set '../x'",
    })
    void whatThereIsNotIsTold(String version, ErrorCode code, String message) {
        publish(RECIPE, samples(0, 1));
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> compare("all", version))
                .withMessageContaining("'" + version + "'")
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void aVersionOfTwoNamesHasToBeNamed() {
        Digest version = publish(RECIPE, samples(0, 1));
        byte[] manifest = objects.get(ObjectKey.dataset(MemoryRun.TENANT, "all", version));
        objects.put(ObjectKey.dataset(MemoryRun.TENANT, "other", version), manifest);
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> compare(version.hex(), "all"))
                .withMessageContainingAll("fits 2 versions", "other@" + version);
    }

    @Test
    void filesThatAreNotWhatTheyWereAreNotCompared() {
        Digest a = publish(RECIPE, samples(0, 5));
        Digest b = publish(RECIPE.replace("[parquet]", "[jsonl]"), samples(0, 6));
        for (Digest version : Set.of(a, b)) {
            DatasetManifest manifest = new Datasets(objects).manifest(MemoryRun.TENANT, "all", version);
            ObjectKey file = ObjectKey.blob(manifest.files().getFirst().digest());
            byte[] bytes = objects.get(file);
            byte[] changed = bytes.clone();
            for (int i = 8; i < changed.length / 2; i++) {
                changed[i] ^= 1;
            }
            objects.put(file, changed);
            assertThatExceptionOfType(TandemException.class)
                    .isThrownBy(() -> compare(a.hex(), b.hex()))
                    .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.CORRUPT_OBJECT));
            objects.put(file, bytes);
        }
    }
}
