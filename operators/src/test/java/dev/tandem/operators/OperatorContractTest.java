package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.SelectStep.Verdict;
import dev.tandem.core.engine.SelectorRows;
import dev.tandem.core.engine.SpanStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.DuplicateFinder;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.operator.TrainedSelector;
import dev.tandem.core.shard.Selection;
import dev.tandem.operators.testing.Archives;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.Samples;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.TestMedia;
import dev.tandem.operators.testing.WordVectors;
import dev.tandem.operators.testing.WriterRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for what every operator does; {@link PassContractTest} has what holds for filters and mappers,
 * {@link OperatorParametersTest} what holds for parameters.
 */
final class OperatorContractTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final Set<ErrorCode> MEDIA_FAILURES = Set.of(ErrorCode.BROKEN_MEDIA, ErrorCode.MEDIA_LIMIT);

    /** They write samples of one kind, and no reader has their names. */
    private static final Set<String> OF_PREFERENCES = Set.of("dpo", "reward");

    /** What they make must be confirmed by models; those of this test always say the same, and confirm nothing: they have own tests. */
    private static final Set<String> NOT_CONFIRMED = Set.of("preference_pairs", "safe_answers", "instruct_edit");

    private static final double[] NUMBERS = {
        -1, 0, -0.0, 1, 2.5, 4, 100, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
    };

    /** What selectors read, by the parameter that says so. */
    private static final Map<String, Object> READINGS = Map.of(
            "feature", "a.x",
            "features", List.of("a.x", "b.x"),
            "entries", List.of("bridge", "text"),
            "conditions", List.of("a.x > 1", "b.x < 9"),
            "votes", List.of("a.x > 1", "b.x < 9"));

    @TempDir
    private Path folder;

    private static Stream<String> names(OperatorKind kind) {
        return CATALOG.all().stream().filter(info -> info.kind() == kind).map(OperatorInfo::name);
    }

    static Stream<String> deduplicators() {
        return names(OperatorKind.DEDUPLICATOR).filter(name -> !(create(name) instanceof SpanDeduplicator));
    }

    static Stream<String> spanDeduplicators() {
        return names(OperatorKind.DEDUPLICATOR).filter(name -> create(name) instanceof SpanDeduplicator);
    }

    static Stream<String> selectors() {
        // What is trained judges in the service that trains it alone.
        return names(OperatorKind.SELECTOR).filter(name -> !(create(name) instanceof TrainedSelector));
    }

    static Stream<String> creators() {
        return names(OperatorKind.CREATOR);
    }

    static Stream<String> readers() {
        return names(OperatorKind.READER);
    }

    static Stream<String> writers() {
        return CATALOG.writers().all().stream().map(OperatorInfo::name).filter(name -> !OF_PREFERENCES.contains(name));
    }

    private static CurationOperator create(String name) {
        return CATALOG.create(name, Map.of(), new OperatorContext(new WordVectors(), MediaLimits.DEFAULT));
    }

    private static List<Sample> samples() {
        return PassContractTest.contractSamples();
    }

    @ParameterizedTest
    @MethodSource("deduplicators")
    void deduplicatorsKeepTheSameWhateverTheOrder(String name) {
        List<Sample> samples = samples();
        Map<String, Boolean> kept = kept(name, samples);

        assertThat(kept).hasSize(samples.size()).isEqualTo(kept(name, samples))
                .isEqualTo(kept(name, samples.reversed()));
        assertThat(DedupStep.inMemory((DuplicateFinder) create(name), List.of())).isEmpty();
    }

    private static Map<String, Boolean> kept(String name, List<Sample> samples) {
        return DedupStep.inMemory((DuplicateFinder) create(name), samples).stream()
                .collect(Collectors.toMap(member -> samples.get(member.row()).id().hex(), Membership::keep));
    }

    @ParameterizedTest
    @MethodSource("deduplicators")
    void whatIsNotKeptIsADuplicateOfAKeptSampleOrFailed(String name) {
        List<Sample> samples = samples();
        List<Membership> members = DedupStep.inMemory((DuplicateFinder) create(name), samples);
        Set<String> kept = members.stream()
                .filter(Membership::keep)
                .map(member -> samples.get(member.row()).id().hex())
                .collect(Collectors.toSet());

        assertThat(members).extracting(Membership::row).isSorted().hasSize(samples.size());
        assertThat(members).filteredOn(member -> !member.keep()).allSatisfy(member ->
                assertThat(member.failure().map(failure -> MEDIA_FAILURES.contains(failure.code()))
                                .orElseGet(() -> kept.contains(member.keptInstead().orElseThrow())))
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("spanDeduplicators")
    void whatIsCutDoesNotDependOnTheOrderAndDropsHaveReasons(String name) {
        List<Sample> samples = samples();
        List<Sample> twice = new ArrayList<>(samples);
        samples.forEach(sample -> twice.add(Sample.read("copy of " + sample.source(), Map.of(), sample.parts())));

        assertThat(left(name, twice)).hasSize(twice.size()).isEqualTo(left(name, twice)).isEqualTo(left(name, twice.reversed()));
        assertThat(left(name, List.of())).isEmpty();
    }

    /** The text of what is kept, and why another is not, by id. */
    private static Map<String, String> left(String name, List<Sample> samples) {
        FusedPass.Result result = SpanStep.inMemory(name, (SpanDeduplicator) create(name), samples);
        Map<String, String> left = new TreeMap<>();
        for (int row = 0; row < samples.size(); row++) {
            String reason = result.selection().reasonOf(row).map(Selection.Reason::reason).orElse("");
            assertThat(reason.isEmpty()).isEqualTo(result.selection().kept().contains(row));
            assertThat(reason).doesNotContainPattern("(?<!_)\\d");
            left.put(samples.get(row).id().hex(), reason + result.overlay().apply(row, samples.get(row)).text());
        }
        return left;
    }

    /** Every selector over the same numbers for each of its readings, some of them missing. */
    private static Map<String, Verdict> chosen(String name, List<Sample> samples) {
        Map<String, Object> params = READINGS.entrySet().stream()
                .filter(entry -> CATALOG.find(name).orElseThrow().params().stream()
                        .anyMatch(param -> param.name().equals(entry.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (name.equals("label_model")) {
            params.put("votes", List.of("a.x keep > 2 drop < 0", "b.x drop > 3"));
        }
        Selector selector = (Selector) CATALOG.create(name, params, OperatorContext.withoutModels());
        double[][] numbers = new double[selector.readings().size()][samples.size()];
        for (double[] column : numbers) {
            Arrays.setAll(column, row -> NUMBERS[Math.floorMod(samples.get(row).id().hashCode(), NUMBERS.length)]);
        }
        List<String> features = selector.features().stream().map(Feature::name).toList();
        Map<String, Verdict> verdicts = new TreeMap<>();
        SelectStep.inMemory(selector, SelectorRows.of(samples, numbers)).forEach(verdict -> {
            assertThat(features).containsAll(verdict.values().keySet());
            verdicts.put(samples.get(verdict.row()).id().hex(), new Verdict(0, verdict.decision(), verdict.values()));
        });
        return verdicts;
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void selectorsSayTheSameWhateverTheOrderAndGiveReasons(String name) {
        List<Sample> samples = samples();
        Map<String, Verdict> verdicts = chosen(name, samples);

        assertThat(verdicts).hasSize(samples.size()).isEqualTo(chosen(name, samples)).isEqualTo(chosen(name, samples.reversed()));
        assertThat(chosen(name, List.of())).isEmpty();
        assertThat(verdicts.values()).anyMatch(verdict -> verdict.decision().keep());
        assertThat(verdicts.values()).allSatisfy(verdict ->
                assertThat(verdict.decision().reason().orElse("none")).isNotBlank().doesNotContainPattern("(?<!_)\\d"));
        assertThat(((Selector) create(name)).features()).isNotEmpty().allMatch(feature -> feature.type() == Feature.Type.NUMBER);
    }

    @ParameterizedTest
    @MethodSource("creators")
    void creatorsMakeTheSameOfTheSameParentAndNameIt(String name) {
        CreatorRun together = CreatorRun.of(name, Map.of(), samples().toArray(Sample[]::new));
        List<Sample> alone = samples().stream().flatMap(sample -> CreatorRun.of(name, Map.of(), sample).made().stream())
                .toList();
        Set<Object> parents = samples().stream().map(Sample::id).collect(Collectors.toSet());

        assertThat(together.made()).isEqualTo(alone);
        assertThat(together.made().isEmpty()).isEqualTo(NOT_CONFIRMED.contains(name));
        assertThat(together.made()).extracting(Sample::id).doesNotHaveDuplicates();
        assertThat(together.made()).allSatisfy(made -> {
            assertThat(made.parents()).isNotEmpty().allMatch(parents::contains);
            assertThat(made.metadata().get("actor")).isIn("operator:" + name, "model:writer");
            assertThat(made.metadata().get("operator")).startsWith(name + "@");
        });
        assertThat(together.refused()).allMatch(reason -> !reason.isBlank());
    }

    @ParameterizedTest
    @MethodSource("readers")
    void readersReadTheSameHoweverTheInputIsCut(String name) throws IOException {
        fill(folder, Function.identity());
        List<Row> rows = new ReaderRun(name).splitBy(1_000).of(folder);

        assertThat(rows).isNotEmpty().allMatch(row -> row.failure().isEmpty());
        assertThat(rows).extracting(row -> row.sample().orElseThrow().id()).doesNotHaveDuplicates();
        assertThat(new ReaderRun(name).splitBy(1).of(folder)).isEqualTo(rows);
        assertThat(new ReaderRun(name).splitBy(2).of(folder)).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void readersFailRowsOfBrokenFilesAndNothingElse(String name) throws IOException {
        for (int part = 1; part < 8; part++) {
            int eighths = part;
            fill(folder, bytes -> Arrays.copyOf(bytes, bytes.length * eighths / 8));
            assertThatCode(() -> new ReaderRun(name).of(folder)).doesNotThrowAnyException();
        }
        fill(folder, bytes -> new byte[bytes.length]);
        assertThatCode(() -> new ReaderRun(name).of(folder)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void readersFindNothingInOthersFiles(String name) throws IOException {
        Files.writeString(folder.resolve("other.xyz"), "x");

        assertThat(new ReaderRun(name).of(folder)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("writers")
    void writersGiveTheSameBytesOfTheSameSamples(String name) {
        WriterRun first = WriterRun.of(name, samples());
        WriterRun second = WriterRun.of(name, samples());

        assertThat(first.file()).isEqualTo(second.file());
        assertThat(first.media()).containsExactlyInAnyOrderEntriesOf(second.media());
        assertThat(first.extension()).matches("[a-z]+");
    }

    @ParameterizedTest
    @MethodSource("writers")
    void whatWritersMakeOfNothingReadsAsNothing(String name) throws IOException {
        WriterRun.of(name, List.of()).save(folder);

        assertThat(new ReaderRun(name).of(folder)).isEmpty();
    }

    /** An input that every reader finds something in. */
    private static void fill(Path folder, Function<byte[], byte[]> change) throws IOException {
        for (String name : writers().toList()) {
            WriterRun run = WriterRun.of(name, Samples.everyday().subList(0, 3));
            new WriterRun(run.extension(), change.apply(run.file()), run.media()).save(folder);
        }
        Files.write(folder.resolve("page.html"), change.apply("<title>T</title><p>Some text on a page.".getBytes()));
        Files.write(folder.resolve("picture.png"), change.apply(TestImages.png(9, 9)));
        Files.write(folder.resolve("tone.wav"), change.apply(TestMedia.TONE));
        Path archive = Archives.zip(folder.resolve("site.zip"), Map.of(
                "a.html", "<p>one".getBytes(), "b.html", "<p>two".getBytes()));
        Files.write(archive, change.apply(Files.readAllBytes(archive)));
    }
}
