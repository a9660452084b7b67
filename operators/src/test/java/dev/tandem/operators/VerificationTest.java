package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Verification;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.DatasetManifest.StepHistory;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.report.Report;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStore;
import dev.tandem.operators.testing.MemoryRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Made items are published as they were verified, or not at all. */
final class VerificationTest {
    private static final String RECIPE = """
            name: made
            stages:
              - name: read
                operators: [jsonl]
              - name: scenes
                publish: scenes
                operators:
                  - counting_scenes: {questions: 5}
              - name: changed
                from: scenes
                publish: changed
                operators:
                  - remove_specific_chars: {chars_to_remove: [q]}
            publish: {formats: [jsonl]}
            """;

    private static final MemoryRun RUN = MemoryRun.of(RECIPE, List.of(samples(0, 2), samples(2, 6)));
    private static final Datasets DATASETS = new Datasets(RUN.objects());

    private static List<Sample> samples(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Sample.read("s" + i, Map.of(), List.of(new Part.Text("text of " + i))))
                .toList();
    }

    private static DatasetManifest publish(String name) {
        return DATASETS.manifest(MemoryRun.TENANT, name, RUN.publish(name));
    }

    @Test
    void whatWasVerifiedIsPublished() {
        DatasetManifest scenes = publish("scenes");

        assertThat(scenes.samples()).isEqualTo(RUN.kept("scenes").size()).isGreaterThan(20);
        assertThat(scenes.history()).extracting(StepHistory::stage).containsExactly("read", "scenes");
    }

    @Test
    void whatWasChangedSinceIsNotAndIsCounted() {
        DatasetManifest changed = publish("changed");
        StepHistory last = changed.history().getLast();
        long dropped = RUN.kept("changed").size() - changed.samples();

        assertThat(changed.samples()).isPositive();
        assertThat(dropped).isPositive();
        assertThat(last.stage()).isEqualTo("publish");
        assertThat(last.operators()).isEmpty();
        assertThat(last.reasons()).isEqualTo(Map.of("publish: changed since it was verified", dropped));
        assertThat(last.counts().verified("publish").kept()).isEqualTo(changed.samples());
    }

    @Test
    void theReportSaysHowOften() {
        DatasetManifest changed = publish("changed");
        RunRecord record = RUN.record("run");
        Digest version = DATASETS.current(MemoryRun.TENANT, "changed");
        new RunStore(RUN.objects()).put(new RunRecord(
                record.format(), record.run(), record.tenant(), record.recipe(), record.file(), record.plan(), record.input(),
                record.status(), record.started(), record.finished(), record.error(), record.steps(),
                List.of(new DatasetRecord("changed", 2, version, changed.samples(), 1, false)), record.report(), record.changes(),
                record.waiting()));
        String html = new String(RUN.objects().get(new Report(RUN.objects()).write("run")), StandardCharsets.UTF_8);

        assertThat(html).contains("changed · publish: changed since it was verified");
    }

    @Test
    void onlyTheContentThatWasFoundRightIsConfirmed() {
        Sample made = Sample.of("item", List.of(Digest.of("p")), Map.of("k", "v"), List.of(new Part.Text("one")));
        Sample confirmed = Verification.confirmed(made);

        assertThat(confirmed.id()).isEqualTo(made.id());
        assertThat(confirmed.metadata()).containsEntry("k", "v").containsEntry("verified", made.contentDigest().hex());
        assertThat(Verification.refusal(confirmed)).isEmpty();
        assertThat(Verification.refusal(made)).isEmpty();
        assertThat(Verification.refusal(confirmed.withParts(List.of(new Part.Text("two"))))).contains("changed since it was verified");
        assertThat(Verification.refusal(Sample.of(
                "item", List.of(), Map.of("verified", Verification.PENDING), made.parts()))).contains("not verified");
    }
}
