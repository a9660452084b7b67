package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.report.Report;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStore;
import dev.tandem.operators.testing.MemoryRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example recipe {@code recipes/exact-questions.yaml}, but for its reader. */
final class ExactQuestionsRecipeTest {
    private static final List<String> DATASETS =
            List.of("charts", "chart-contrasts", "counting", "spatial", "scene-contrasts", "marks", "reading");

    private static MemoryRun whole;

    @BeforeAll
    static void runTheRecipe() throws IOException {
        whole = run(List.of(pages(0, 2)));
    }

    private static List<Sample> pages(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Sample.read("page/" + i, Map.of("title", "Farm " + i), List.of(
                        new Part.Text("The farm by the river sells what it has on Saturdays. ".repeat(5)),
                        new Part.Text("Month\tMilk (t)\tEggs (1000)\nMay\t" + (20 + i) + "\t7\nJune\t31.5\t" + i + "\nJuly\t28\t9.25",
                                Map.of(PartAttributes.ROLE, PartAttributes.TABLE)))))
                .toList();
    }

    private static MemoryRun run(List<List<Sample>> shards) throws IOException {
        return MemoryRun.of(Files.readString(Path.of("../recipes/exact-questions.yaml")), shards);
    }

    private static DatasetManifest manifest(MemoryRun run, String name) {
        return new Datasets(run.objects()).manifest(MemoryRun.TENANT, name, run.publish(name));
    }

    @Test
    void everyItemIsVerifiedAndHoweverShardsAreCutTheSame() throws IOException {
        MemoryRun cut = run(List.of(pages(1, 2), pages(0, 1)));

        for (String name : DATASETS) {
            DatasetManifest manifest = manifest(whole, name);
            assertThat(manifest.samples()).as(name).isEqualTo(whole.kept(name).size()).isPositive();
            assertThat(manifest.sampleDigest()).as(name).isEqualTo(manifest(cut, name).sampleDigest());
        }
    }

    @Test
    void theReportShowsChartsWithTheirQuestions() throws IOException {
        RunRecord record = whole.record("run");
        int step = record.steps().stream().filter(found -> found.stage().equals("charts")).toList().getLast().index();
        DatasetManifest charts = manifest(whole, "charts");
        new RunStore(whole.objects()).put(new RunRecord(
                record.format(), record.run(), record.tenant(), record.recipe(), record.file(), record.plan(), record.input(),
                record.status(), record.started(), record.finished(), record.error(), record.steps(),
                List.of(new DatasetRecord(
                        "charts", step, new Datasets(whole.objects()).current(MemoryRun.TENANT, "charts"), charts.samples(), 1, false)),
                record.report(), record.changes(), record.waiting()));
        String html = new String(whole.objects().get(new Report(whole.objects()).write("run")), StandardCharsets.UTF_8);
        String gallery = html.substring(html.indexOf("Samples that stayed"), html.indexOf("Samples that went, by reason"));

        List<String> cards = Stream.of(gallery.split("<div class=\"card\">")).skip(1).toList();
        assertThat(cards).hasSize(8).allSatisfy(card -> assertThat(card).contains("src=\"data:image/png;base64,", "?", "#chart-"));
    }
}
