package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.duplicates.StepClusters;
import dev.tandem.core.explain.Explanation;
import dev.tandem.core.garbage.GarbageReport;
import dev.tandem.core.json.Json;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.whatif.WhatIfAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command, as a client of one server on which one recipe has run. */
@OnSharedServer
class CommandsTest {
    @TempDir
    static Path folder;

    private static TandemHome tandem;
    private static Published output;
    private static RunRecord run;

    @BeforeAll
    static void runARecipe(SharedServer.Running server) {
        tandem = server.client();
        output = new Published(folder.resolve("output"));
        Path input = PageSite.of(60, 5)
                .with("pages/broken.html", BadFiles.invalidUtf8())
                .zip(folder.resolve("commands.zip"));
        Path recipe = Recipes.site(folder, "shard_samples: 20, max_failed_ratio: 0.5");
        run = succeed("run", recipe, "--input", input, "--output", output.folder(), "--json").run();
    }

    @Test
    void helpIsPrinted() {
        Outcome help = succeed("--help");
        assertThat(help.out()).contains("Usage: tandem", "Exit codes:");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void runPrintsStagesReasonsAndDataSets() {
        Outcome text = succeed(
                "run", folder.resolve("site.yaml"), "--input", folder.resolve("commands.zip"), "--output", output.folder());
        assertThat(text.out())
                .contains("completed", "near-duplicates", "why samples went", "INVALID_ENCODING", "report.html", "./tandem why")
                .contains("results were reused from earlier runs");
        assertThat(text.err()).contains("pages", "100%", "(reused)");
    }

    @Test
    void runsListsTheNewestFirst() {
        List<RunRecord> runs = succeed("runs", "--json").json(new TypeReference<List<RunRecord>>() {});
        assertThat(runs).isSortedAccordingTo((a, b) -> b.started().compareTo(a.started()));
        assertThat(runs).anyMatch(found -> found.run().equals(run.run()));
        assertThat(succeed("runs", "--limit", "1", "--json").json()).hasSize(1);
        assertThat(succeed("runs", "--limit", "1").out()).contains("1 of ");
        assertThat(succeed("runs", "--recipe", run.recipe(), "--state", "completed").out()).contains(run.run());
        assertThat(succeed("runs", "--recipe", "no-such-recipe").out()).contains("no such run");
        assertThat(succeed("runs").out()).contains(run.run(), "completed", "documents, pairs, questions");
    }

    @Test
    void statusShowsARun() {
        assertThat(succeed("status", run.run(), "--json").run()).isEqualTo(run);
        assertThat(succeed("status", run.run()).out()).contains("Run " + run.run() + ": completed", "pairs");
    }

    @Test
    void setsListsWhatIsPublished() {
        List<Datasets.Named> sets = succeed("sets", "--json").json(new TypeReference<List<Datasets.Named>>() {});
        assertThat(sets).extracting(Datasets.Named::name).contains("documents", "pairs", "questions");
        assertThat(succeed("sets").out()).contains("documents", output.manifest("documents").recipe());
    }

    @Test
    void finishedRunsStayAsTheyAre() {
        for (String command : new String[] {"cancel", "pause", "resume"}) {
            assertThat(succeed(command, run.run(), "--json").run().status()).isEqualTo(RunStatus.COMPLETED);
        }
        assertThat(succeed("status", run.run(), "--json").run()).isEqualTo(run);
    }

    @Test
    void whyTellsWhatWasMeasuredOfAPageAndWhatWasMadeOfIt() {
        Explanation page = why(PageSite.name(0));
        assertThat(page.source()).isEqualTo("commands.zip!/" + PageSite.name(0));
        assertThat(page.text()).contains("Page 0");
        Explanation.Verdict words = verdict(page, "words");
        assertThat((Double) words.values().get("num_words")).isGreaterThan(100);
        assertThat(words.parameters()).containsEntry("min_num", "20");
        assertThat(page.made()).extracting(Explanation.Relative::stage).contains("pairs", "questions");
    }

    @Test
    void whyTellsWhichDuplicateStayedInstead() {
        Explanation merged = lines("documents").stream()
                .map(kept -> why(kept.get("id").asText()))
                .filter(kept -> verdict(kept, "minhash").values().containsKey("cluster"))
                .findFirst()
                .map(kept -> other(kept))
                .orElseThrow();
        Explanation.Verdict verdict = verdict(merged, "minhash");
        assertThat(verdict.outcome()).isEqualTo(Explanation.Outcome.MERGED);
        assertThat(verdict.reason()).contains("duplicate of another sample");
        assertThat((Double) verdict.values().get("similarity")).isBetween(0.7, 1.0);
        assertThat(merged.datasets()).isEmpty();
        Explanation kept = why(verdict.values().get("kept_instead").toString());
        assertThat(verdict(kept, "minhash").outcome()).isEqualTo(Explanation.Outcome.KEPT);
        assertThat(verdict(kept, "minhash").values()).containsEntry("cluster", verdict.values().get("cluster"));
        assertThat(kept.datasets()).contains("documents");
    }

    /** The page that the generator made a copy of, or the copy: whichever did not stay. */
    private static Explanation other(Explanation kept) {
        int number = Integer.parseInt(kept.source().replaceAll(".*/0*([0-9]+)\\.html", "$1"));
        return why(PageSite.name(number % 3 == 2 ? number - 2 : number + 2));
    }

    @Test
    void whyTellsWhatASampleWasMadeFrom() {
        for (String dataset : new String[] {"pairs", "questions"}) {
            Explanation made = why(lines(dataset).getFirst().get("id").asText().substring(0, 12));
            assertThat(made.stage()).isEqualTo(dataset);
            assertThat(made.datasets()).containsExactly(dataset);
            assertThat(made.parents()).hasSize(1);
            Explanation parent = why(made.parents().getFirst().sample().hex());
            assertThat(parent.made()).extracting(Explanation.Relative::sample).contains(made.sample());
        }
    }

    @Test
    void whyTellsWhatFailed() {
        assertThat(why("broken.html").failure().orElseThrow()).startsWith("INVALID_ENCODING: ");
        assertThat(succeed("why", "broken.html", "--run", run.run()).out()).contains("FAILED", "INVALID_ENCODING");
    }

    @Test
    void whatIfTellsWhatOtherLimitsWouldKeep() {
        WhatIfAnswer.StepAnswer answer = succeed("what-if", run.run(), "--set", "words.min_num=100000", "--json")
                .json(WhatIfAnswer.class)
                .steps()
                .getFirst();
        assertThat(answer.keptBefore()).isPositive();
        assertThat(List.of(answer.keptAfter(), answer.nowDropped())).containsExactly(0L, answer.keptBefore());
        assertThat(answer.examples()).hasSize(5).allSatisfy(example -> {
            assertThat(example.after()).contains("words: num_words below min_num");
            assertThat(example.values()).containsKey("words.num_words");
        });
        assertThat(succeed("what-if", run.run(), "--set", "pages.words.min_num=100000", "--examples", "1").out())
                .contains("pages.words.min_num = 100000 instead of 20", "words: num_words below min_num", "would be dropped",
                        "near-duplicates: exact");
    }

    @Test
    void clustersShowsWhichSamplesWereTakenForDuplicates() {
        StepClusters[] steps = succeed("clusters", run.run(), "--largest", "3", "--json").json(StepClusters[].class);
        assertThat(steps).extracting(StepClusters::operator).contains("minhash");
        StepClusters near = Arrays.stream(steps).filter(step -> step.operator().equals("minhash")).findFirst().orElseThrow();
        assertThat(near.merged()).isPositive().isEqualTo(near.members() - near.clusters());
        assertThat(near.quality().orElseThrow().precision()).isBetween(0.9, 1.0);
        assertThat(near.largest()).hasSize(3).allSatisfy(cluster -> {
            assertThat(cluster.examples().getFirst().stays()).isTrue();
            assertThat(cluster.examples().getFirst().sample()).isEqualTo(cluster.kept());
            assertThat(cluster.examples().get(1).similarity()).isPresent();
            assertThat(cluster.examples()).allSatisfy(member -> assertThat(member.text()).isNotBlank());
        });
        assertThat(succeed("clusters", run.run()).out())
                .contains("minhash: of ", "Precision ", "Recall ", "similarity to the kept sample",
                        "Cluster " + near.largest().getFirst().smallest().abbreviated());
        assertThat(tandem.run("clusters", run.run(), "--largest", "101").err()).contains("0 to 100", "101");
    }

    @Test
    void diffShowsWhatTwoVersionsDifferIn() {
        DatasetDiff diff = succeed("diff", "documents@" + version("documents"), version("pairs"), "--json").json(DatasetDiff.class);
        assertThat(diff.a().name() + " " + diff.b().name()).isEqualTo("documents pairs");
        assertThat(diff.samples().onlyA()).isEqualTo(diff.a().samples()).isPositive();
        assertThat(diff.samples().onlyB()).isEqualTo(diff.b().samples()).isPositive();
        assertThat(diff.made()).extracting(DatasetDiff.Difference::what).contains("pairs.image_text_pairs");
        assertThat(succeed("diff", version("documents"), version("documents")).out())
                .contains("made in the same way", "0 are only in A");
    }

    private static String version(String dataset) {
        return run.datasets().stream().filter(set -> set.name().equals(dataset)).findFirst().orElseThrow().version().hex();
    }

    @Test
    void collectingGarbageKeepsWhatIsPublishedAndRecent() {
        Outcome counted = succeed("gc");
        assertThat(counted.out()).contains("shards", "keys", "would be deleted", "--delete");
        GarbageReport report = succeed("gc", "--delete", "--json").json(GarbageReport.class);
        assertThat(report.deleted()).isTrue();
        assertThat(report.garbageObjects()).isZero();
        assertThat(report.recentRuns()).isPositive();
        why("broken.html");
        Outcome tooSoon = tandem.run("gc", "--grace", "10m");
        assertThat(tooSoon.exitCode()).isEqualTo(2);
        assertThat(tooSoon.err()).contains("at least");
    }

    @Test
    void doctorSaysThatAllIsWellOrWhatIsNot() {
        assertThat(succeed("doctor").out()).contains("bucket: conditional write", "model minilm", "All is well.");
        Outcome nobody = tandem.run("doctor", "--address", "http://127.0.0.1:1");
        assertThat(nobody.exitCode()).isEqualTo(5);
        assertThat(nobody.out()).contains("FAILED", "TANDEM_ADDRESS");
    }

    private static Explanation why(String sample) {
        return succeed("why", sample, "--run", run.run(), "--json").json(Explanation.class);
    }

    private static Explanation.Verdict verdict(Explanation sample, String operator) {
        return sample.verdicts().stream().filter(verdict -> verdict.operator().equals(operator)).findFirst().orElseThrow();
    }

    private static List<Map<String, JsonNode>> lines(String dataset) {
        return Published.read(output.folder().resolve(dataset).resolve("jsonl/part-00000.jsonl")).lines()
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8),
                        new TypeReference<Map<String, JsonNode>>() {}))
                .toList();
    }

    private static Outcome succeed(Object... command) {
        Outcome outcome = tandem.run(command);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }
}
