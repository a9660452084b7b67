package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.DedupStep.Membership;
import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.operators.testing.Archives;
import dev.tandem.operators.testing.CreatorRun;
import dev.tandem.operators.testing.ReaderRun;
import dev.tandem.operators.testing.ReaderRun.Row;
import dev.tandem.operators.testing.Samples;
import dev.tandem.operators.testing.TestImages;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for what every operator does; {@link OperatorParametersTest} has what holds for their parameters. */
final class OperatorContractTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final Set<ErrorCode> MEDIA_FAILURES = Set.of(ErrorCode.BROKEN_MEDIA, ErrorCode.MEDIA_LIMIT);

    @TempDir
    private Path folder;

    private static Stream<String> names(OperatorKind... kinds) {
        return CATALOG.all().stream().filter(info -> List.of(kinds).contains(info.kind())).map(OperatorInfo::name);
    }

    static Stream<String> passes() {
        return names(OperatorKind.FILTER, OperatorKind.MAPPER);
    }

    static Stream<String> deduplicators() {
        return names(OperatorKind.DEDUPLICATOR);
    }

    static Stream<String> creators() {
        return names(OperatorKind.CREATOR);
    }

    static Stream<String> readers() {
        return names(OperatorKind.READER);
    }

    static Stream<String> writers() {
        return CATALOG.writers().all().stream().map(OperatorInfo::name);
    }

    private static CurationOperator create(String name) {
        return CATALOG.create(name, Map.of(), new OperatorContext(new WordVectors(), MediaLimits.DEFAULT));
    }

    /** Everyday samples, texts of edge cases, and images that cannot be decoded, alone and with a text. */
    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(Samples.everyday());
        for (String text : List.of("", " ", "\u0000", "\ud83d\ude00", "\n\n", "a".repeat(10_000), "\t\t\n\t")) {
            samples.add(Sample.read("text " + samples.size(), Map.of(), List.of(new Part.Text(text))));
            samples.add(Sample.read("table " + samples.size(), Map.of(), List.of(
                    new Part.Text(text, Map.of(PartAttributes.ROLE, PartAttributes.TABLE)))));
        }
        samples.addAll(broken());
        return samples;
    }

    private static List<Sample> broken() {
        return TestImages.broken().entrySet().stream()
                .map(entry -> Sample.read(entry.getKey(), Map.of("title", "A picture"), List.of(
                        TestImages.part(entry.getValue(), Map.of(PartAttributes.ALT, "some picture")),
                        new Part.Text("text"))))
                .toList();
    }

    private record Pass(List<Verdict> verdicts, FusedPass.Result result) {}

    private static Pass pass(String name, List<Sample> samples) {
        List<Verdict> verdicts = new ArrayList<>();
        FusedPass.Result result = PassStep.inMemory(List.of(name), List.of(create(name)), samples, verdicts::add);
        return new Pass(verdicts, result);
    }

    /** Verdicts without their rows, in a form that arrays compare in. */
    private static List<String> said(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.values().entrySet().stream()
                        .map(value -> value.getKey() + "="
                                + (value.getValue() instanceof double[] numbers
                                        ? Arrays.toString(numbers)
                                        : value.getValue()))
                        .collect(Collectors.joining(" ")) + verdict.decision() + verdict.failure() + verdict.text())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("passes")
    void theSameSamplesGiveTheSameBytes(String name) {
        Pass first = pass(name, samples());
        Pass second = pass(name, samples());

        assertThat(first.result().features().encode()).isEqualTo(second.result().features().encode());
        assertThat(first.result().selection().encode()).isEqualTo(second.result().selection().encode());
        assertThat(first.result().overlay().encode()).isEqualTo(second.result().overlay().encode());
    }

    @ParameterizedTest
    @MethodSource("passes")
    void aBatchEqualsOneByOneInOrder(String name) {
        List<Verdict> together = pass(name, samples()).verdicts();
        List<Verdict> alone = samples().stream().map(sample -> pass(name, List.of(sample)).verdicts().getFirst())
                .toList();

        assertThat(said(together)).isEqualTo(said(alone));
        assertThat(together).extracting(Verdict::row).isSorted().doesNotHaveDuplicates().hasSize(samples().size());
    }

    @ParameterizedTest
    @MethodSource("passes")
    void aDropHasAReasonWithoutMeasuredValuesAndAnEmptyBatchWorks(String name) {
        // Digits within a name, as in top_2_gram, are no measured value.
        assertThat(pass(name, samples()).verdicts()).allSatisfy(verdict ->
                assertThat(verdict.decision().reason().orElse("none")).isNotBlank().doesNotContainPattern("(?<!_)\\d"));
        assertThat(pass(name, List.of()).verdicts()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("passes")
    void brokenMediaFailTheirSampleAtMost(String name) {
        assertThat(pass(name, broken()).verdicts()).allSatisfy(verdict ->
                assertThat(verdict.failure().stream()).allMatch(failure -> MEDIA_FAILURES.contains(failure.code())));
    }

    @ParameterizedTest
    @MethodSource("deduplicators")
    void deduplicatorsKeepTheSameWhateverTheOrder(String name) {
        List<Sample> samples = samples();
        Map<String, Boolean> kept = kept(name, samples);

        assertThat(kept).hasSize(samples.size()).isEqualTo(kept(name, samples))
                .isEqualTo(kept(name, samples.reversed()));
        assertThat(DedupStep.inMemory((Deduplicator) create(name), List.of())).isEmpty();
    }

    private static Map<String, Boolean> kept(String name, List<Sample> samples) {
        return DedupStep.inMemory((Deduplicator) create(name), samples).stream()
                .collect(Collectors.toMap(member -> samples.get(member.row()).id().hex(), Membership::keep));
    }

    @ParameterizedTest
    @MethodSource("deduplicators")
    void whatIsNotKeptIsADuplicateOfAKeptSampleOrFailed(String name) {
        List<Sample> samples = samples();
        List<Membership> members = DedupStep.inMemory((Deduplicator) create(name), samples);
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
    @MethodSource("creators")
    void creatorsMakeTheSameOfTheSameParentAndNameIt(String name) {
        CreatorRun together = CreatorRun.of(name, Map.of(), samples().toArray(Sample[]::new));
        List<Sample> alone = samples().stream().flatMap(sample -> CreatorRun.of(name, Map.of(), sample).made().stream())
                .toList();
        Set<Object> parents = samples().stream().map(Sample::id).collect(Collectors.toSet());

        assertThat(together.made()).isNotEmpty().isEqualTo(alone);
        assertThat(together.made()).extracting(Sample::id).doesNotHaveDuplicates();
        assertThat(together.made()).allSatisfy(made -> {
            assertThat(made.parents()).isNotEmpty().allMatch(parents::contains);
            assertThat(made.metadata().get("actor")).isEqualTo("operator:" + name);
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
        Path archive = Archives.zip(folder.resolve("site.zip"), Map.of(
                "a.html", "<p>one".getBytes(), "b.html", "<p>two".getBytes()));
        Files.write(archive, change.apply(Files.readAllBytes(archive)));
    }
}
