package dev.tandem.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.duplicates.DuplicateIndexes;
import dev.tandem.core.garbage.GarbageCollection;
import dev.tandem.core.garbage.GarbagePolicy;
import dev.tandem.core.garbage.GarbageReport;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.DatasetPublisher;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.recipe.Limits;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole runs, from an input to a published data set, with collections of garbage before, between and after. */
class CollectedGarbageTest {
    private static final WordSetDeduplicator OPERATOR = new WordSetDeduplicator(0.7);
    private static final OperatorSpec LINES = new OperatorSpec("lines", "lines", 1, Map.of(), Map.of());
    private static final String TENANT = "tenant";
    private static final int LARGE_BYTES = 300_000;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryObjectStore objects = new MemoryObjectStore(() -> now);
    private final ContentStore contents = new ContentStore(objects, () -> now);
    private final ShardStore store = new ShardStore(contents);
    private final Documents documents = new Documents(contents);
    private final RunStore runs = new RunStore(objects);

    @Test
    void whatAnOldRunMadeIsGarbageButItsDataSetStays() {
        InputManifest input = input("old");
        DedupRun run = DedupRun.of(store, shards(0, 40), OPERATOR);
        Digest version = publish(run, "set", input);
        record("old", RunStatus.COMPLETED, run, input);
        now = now.plus(Duration.ofDays(40));

        GarbageReport report = collect(true);

        assertThat(report.garbageObjects()).isPositive();
        assertThat(report.datasets()).isEqualTo(1);
        assertThat(objects.list("shards/")).isEmpty();
        assertThat(objects.list("keys/")).isEmpty();
        assertThat(objects.list("runs/")).hasSize(1);
        assertIsWhole("set", version);
        input.files().forEach(file -> contents.get(file.digest(), ObjectKey::blob));
        assertThat(collect(true).garbageObjects()).isZero();
    }

    @Test
    void aRecentRunKeepsEverythingThatExplainsIt() {
        InputManifest input = input("recent");
        DedupRun run = DedupRun.of(store, shards(0, 40), OPERATOR);
        Digest version = publish(run, "set", input);
        record("recent", RunStatus.COMPLETED, run, input);
        now = now.plus(Duration.ofDays(10));

        assertThat(collect(true).recentRuns()).isEqualTo(1);

        assertIsWhole("set", version);
        assertCanBeExplained(run);
    }

    @Test
    void aDryRunDeletesNothing() {
        DedupRun run = DedupRun.of(store, shards(0, 20), OPERATOR);
        record("old", RunStatus.FAILED, run, input("old"));
        now = now.plus(Duration.ofDays(40));
        List<ObjectKey> before = objects.list("");

        GarbageReport report = collect(false);

        assertThat(report.garbageObjects()).isPositive();
        assertThat(report.garbageBytes()).isPositive();
        assertThat(report.deleted()).isFalse();
        assertThat(objects.list("")).isEqualTo(before);
        assertThat(collect(true).garbageObjects()).isEqualTo(report.garbageObjects());
    }

    @Test
    void whatIsYoungStaysAlthoughNothingReachesIt() {
        DedupRun.of(store, shards(0, 20), OPERATOR);
        now = now.plus(Duration.ofHours(23));
        assertThat(collect(true).garbageObjects()).isZero();
    }

    @Test
    void aRunThatTakesDaysLosesNothing() {
        InputManifest input = input("slow");
        record("slow", RunStatus.RUNNING, input);
        DedupRun run = DedupRun.reading(store, shards(0, 40));
        now = now.plus(Duration.ofDays(3));
        collect(true);
        run.deduplicate(OPERATOR);
        now = now.plus(Duration.ofDays(3));
        collect(true);
        Digest version = publish(run, "set", input);
        record("slow", RunStatus.COMPLETED, run, input);
        now = now.plus(Duration.ofDays(3));
        collect(true);

        assertIsWhole("set", version);
        assertCanBeExplained(run);
    }

    @Test
    void aRunThatUsesOldWorkAgainKeepsIt() {
        DedupRun.of(store, shards(0, 40), OPERATOR);
        now = now.plus(Duration.ofDays(40));
        InputManifest input = input("again");
        record("again", RunStatus.RUNNING, input);
        DedupRun run = DedupRun.reading(store, shards(0, 40));
        collect(true);
        run.deduplicate(OPERATOR);
        collect(true);
        Digest version = publish(run, "set", input);
        record("again", RunStatus.COMPLETED, run, input);
        collect(true);

        assertIsWhole("set", version);
        assertCanBeExplained(run);
    }

    @Test
    void dataSetsThatShareFilesDoNotLoseThem() {
        InputManifest input = input("shared");
        DedupRun run = DedupRun.of(store, shards(0, 40), OPERATOR);
        Digest first = publish(run, "first", input);
        record("old", RunStatus.COMPLETED, run, input);
        now = now.plus(Duration.ofDays(20));
        DedupRun other = DedupRun.of(store, shards(0, 60), OPERATOR);
        Digest second = publish(other, "second", input);
        record("new", RunStatus.COMPLETED, other, input);
        now = now.plus(Duration.ofDays(20));
        collect(true);

        assertIsWhole("first", first);
        assertIsWhole("second", second);
        assertCanBeExplained(other);
    }

    @Test
    void aKeyWhoseContentIsGoneIsMadeAgain() {
        DedupRun run = DedupRun.of(store, shards(0, 20), OPERATOR);
        ShardView view = run.outputs.getFirst();
        objects.delete(ObjectKey.selection(view.layers().getLast().selection()));
        assertThat(store.reuse(view.key())).isEmpty();

        DedupRun again = DedupRun.of(store, shards(0, 20), OPERATOR);

        assertThat(again.outputs).isEqualTo(run.outputs);
        assertCanBeExplained(again);
    }

    @Test
    void aMediumThatIsGoneIsReadAgain() {
        DedupRun run = DedupRun.of(store, shards(0, 20), OPERATOR);
        ShardView read = run.inputs.getFirst();
        assertThat(read.media()).hasSize(2);
        objects.delete(ObjectKey.blob(read.media().getLast()));
        assertThat(store.reuse(read.key())).isEmpty();

        DedupRun again = DedupRun.of(store, shards(0, 20), OPERATOR);

        assertThat(again.inputs).isEqualTo(run.inputs);
        assertCanBeExplained(again);
    }

    @Test
    void signaturesThatAreGoneAreMadeAgain() {
        DedupRun run = DedupRun.of(store, shards(0, 20), OPERATOR);
        objects.list("signatures/").forEach(objects::delete);
        objects.list("clusters/").forEach(objects::delete);
        DedupRun again = DedupRun.of(store, shards(0, 20), OPERATOR);
        assertThat(again.outputs).isEqualTo(run.outputs);
        assertCanBeExplained(again);
    }

    @Test
    void signaturesOfSamplesThatWereRemovedFromAnIndexGoWhenNoRunCanNeedThem() {
        DuplicateIndexes indexes = new DuplicateIndexes(contents);
        DedupRun run = DedupRun.reading(store, shards(0, 20));
        run.deduplicate(indexes, "index", OPERATOR);
        List<ObjectKey> before = objects.list("signatures/");
        indexes.remove(
                DedupRun.TENANT, "index", new DuplicateIndexes.Takedown(Set.of(sample(3).id()), "me", now.toString()),
                spec -> OPERATOR, Progress.SILENT);
        List<ObjectKey> after = objects.list("signatures/");
        assertThat(before).hasSize(2);
        assertThat(after).hasSize(3).containsAll(before);

        now = now.plus(Duration.ofHours(23));
        collect(true);
        assertThat(objects.list("signatures/")).isEqualTo(after);
        now = now.plus(Duration.ofDays(40));
        collect(true);

        assertThat(objects.list("signatures/")).hasSize(2).isSubsetOf(after).isNotEqualTo(before);
        DedupRun next = DedupRun.reading(store, List.of(List.of(sample(3), sample(4))));
        next.deduplicate(indexes, "index", OPERATOR);
        assertThat(next.keptSources()).containsExactly("page/3");
        assertThat(next.counts().merged()).isEqualTo(1);
    }

    private GarbageReport collect(boolean delete) {
        return GarbageCollection.collect(
                objects,
                record -> record,
                new GarbagePolicy(Duration.ofHours(24), Duration.ofDays(30), delete, 1 << 16),
                () -> now);
    }

    /** Every file of a version is there, with the bytes that its manifest names. */
    private void assertIsWhole(String name, Digest version) {
        DatasetManifest manifest = new Datasets(objects).manifest(TENANT, name, version);
        assertThat(manifest.files()).isNotEmpty();
        manifest.files().forEach(file ->
                assertThat(contents.get(file.digest(), ObjectKey::blob)).hasSize((int) file.bytes()));
    }

    private void assertCanBeExplained(DedupRun run) {
        for (ShardView view : run.outputs) {
            List<Sample> samples = new ArrayList<>();
            store.live(store.view(view.key()), (row, sample) -> samples.add(sample));
            samples.forEach(sample -> sample.parts().forEach(part -> {
                if (part instanceof Part.Media media) {
                    assertThat(media.content().bytes()).hasSize(LARGE_BYTES);
                }
            }));
            for (Layer layer : view.layers()) {
                store.selection(layer);
                store.features(layer);
                layer.clusters().ifPresent(digest -> {
                    ClusterSummary summary = Json.read(contents.get(digest, ObjectKey::clusters), ClusterSummary.class);
                    summary.parts().forEach(part -> contents.get(part.members(), ObjectKey::clusters));
                });
            }
        }
    }

    private List<List<Sample>> shards(int from, int to) {
        return IntStream.iterate(from, start -> start < to, start -> start + 10)
                .mapToObj(start -> IntStream.range(start, start + 10).mapToObj(this::sample).toList())
                .toList();
    }

    /** Every fifth has media that are too large for a row. */
    private Sample sample(int number) {
        Random random = new Random(number);
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 20; word++) {
            text.append("w").append(random.nextInt(100_000)).append(' ');
        }
        List<Part> parts = new ArrayList<>(List.of(new Part.Text(text.toString())));
        if (number % 5 == 0) {
            byte[] image = new byte[LARGE_BYTES];
            random.nextBytes(image);
            parts.add(new Part.Media(Modality.IMAGE, "image/png", MediaContent.of(image), Map.of()));
        }
        return Sample.read("page/" + number, Map.of(), parts);
    }

    private InputManifest input(String name) {
        byte[] bytes = ("input of " + name).getBytes(StandardCharsets.UTF_8);
        Digest file = contents.put(bytes, ObjectKey::blob);
        InputManifest manifest = new InputManifest(
                InputManifest.FORMAT, List.of(new InputManifest.Entry(name, file, bytes.length)));
        manifest.store(contents);
        return manifest;
    }

    private Digest publish(DedupRun run, String name, InputManifest input) {
        DatasetPublisher publisher = new DatasetPublisher(store);
        DatasetPublisher.Request request = new DatasetPublisher.Request(
                TENANT,
                name,
                plan(),
                1,
                input.store(contents),
                run.views(),
                Map.of(),
                List.of(new Lines()));
        Digest version = publisher.find(DatasetPublisher.key(request))
                .orElseGet(() -> publisher.publish(request, Progress.SILENT))
                .version();
        new Datasets(objects).point(TENANT, name, version);
        return version;
    }

    private static Plan plan() {
        return new Plan(
                "collected",
                List.of(
                        new PlannedStep(0, "all", StepKind.READ, List.of(LINES), OptionalInt.empty(), Optional.empty()),
                        new PlannedStep(
                                1, "all", StepKind.DEDUPLICATE, List.of(DedupRun.SPEC), OptionalInt.of(0), Optional.of("set"))),
                List.of(LINES),
                Limits.DEFAULT);
    }

    private void record(String name, RunStatus status, DedupRun run, InputManifest input) {
        record(name, status, input, List.of(
                step(0, StepKind.READ, documents.putKeys(run.views().get(0))),
                step(1, StepKind.DEDUPLICATE, documents.putKeys(run.views().get(1)))));
    }

    private void record(String name, RunStatus status, InputManifest input) {
        record(name, status, input, List.of());
    }

    private void record(String name, RunStatus status, InputManifest input, List<StepRecord> steps) {
        String started = runs.find(name).map(RunRecord::started).orElse(now.toString());
        runs.put(new RunRecord(
                RunRecord.FORMAT,
                name,
                TENANT,
                "collected",
                "collected.yaml",
                contents.put(Json.bytes(plan()), ObjectKey::document),
                input.store(contents),
                status,
                started,
                status.finished() ? Optional.of(now.toString()) : Optional.empty(),
                Optional.empty(),
                steps,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of()));
    }

    private static StepRecord step(int index, StepKind kind, Digest views) {
        return new StepRecord(
                index, "all", kind, List.of(), Optional.of(views), 1, 1, 0, Counts.NONE, Map.of(), Map.of(), 0);
    }

    /** Writes ids and texts, and media beside them. */
    private static final class Lines implements Writer {
        @Override
        public String extension() {
            return "txt";
        }

        @Override
        public void write(Iterator<Sample> samples, Output out) throws IOException {
            while (samples.hasNext()) {
                Sample sample = samples.next();
                out.stream().write((sample.id() + " " + sample.text() + "\n").getBytes(StandardCharsets.UTF_8));
                for (Part part : sample.parts()) {
                    if (part instanceof Part.Media media) {
                        out.media(media.content().digest().hex(), media.content().bytes());
                    }
                }
            }
        }
    }
}
