package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.dedup.DuplicateQuality;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./tandem demo}, run twice on the real pages that it is made for. */
@Order(1)
class DemoTest {
    private static final Map<String, String> INPUTS = Map.of(
            "javafx-controls-25-javadoc.jar", "48cb53a9dbb3baf1a631341450ac7b1f539a1df41ffd3169b782abb7465957ff",
            "javafx-graphics-21.0.5-javadoc.jar", "ac2ceb4ea30b5a49019dade60f1f702da8f67019ce26ad154f98c78ba026c0c9");
    private static final Set<String> DATASETS = Set.of("documents", "pairs", "table-questions", "charts");
    private static final String NEWER = "javafx-controls-25-javadoc.jar!/";
    private static final String OLDER = "javafx-graphics-21.0.5-javadoc.jar!/";

    @TempDir
    static Path folder;

    private static TandemHome tandem;
    private static Published output;
    private static RunRecord first;
    private static Map<String, String> firstManifests;
    private static RunRecord second;
    private static NearDuplicates nearDuplicates;
    private static NearDuplicates.Found found;

    @BeforeAll
    static void runTheDemoTwice() throws IOException {
        tandem = TandemHome.at(folder.resolve("home"));
        output = new Published(folder.resolve("output"));
        Path inputs = Files.createDirectories(tandem.folder().resolve("demo-input"));
        for (String name : INPUTS.keySet()) {
            Files.copy(Path.of(System.getProperty("tandem.test.demo-input"), name), inputs.resolve(name));
        }
        first = demo();
        firstManifests = output.manifests();
        second = demo();
        nearDuplicates = new NearDuplicates(new StoredRun(first, tandem.bucket()), "exact", "minhash", 5);
        found = nearDuplicates.against(0.6);
    }

    private static RunRecord demo() {
        Outcome outcome = tandem.run("demo", "--output", output.folder(), "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome.run();
    }

    @Test
    void inputIsWhatTheDemoExpects() {
        INPUTS.forEach((name, sha256) -> assertThat(
                        Published.digest(tandem.folder().resolve("demo-input").resolve(name)).hex())
                .isEqualTo(sha256));
    }

    @Test
    void publishesFourDataSetsInThreeFormats() {
        assertThat(first.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(output.manifests()).containsOnlyKeys(DATASETS);
        for (String dataset : DATASETS) {
            assertThat(output.formats(dataset)).containsExactly("jsonl", "parquet", "webdataset");
            assertThat(output.manifest(dataset).samples()).isPositive();
        }
    }

    @Test
    void everyPublishedFileHasTheBytesThatItsManifestNames() {
        output.verifyFiles();
    }

    @Test
    void noSampleIsLostAtAnyStage() {
        assertThat(first.steps().getFirst().counts().in()).isEqualTo(3_658);
        Conservation.verify(first);
        Conservation.verify(second);
    }

    @Test
    void reportRefersToNothingOutsideItself() {
        String report = Published.read(output.folder().resolve("report.html"));
        assertThat(report)
                .contains("data:image/", "near-duplicates · minhash", "<mark>", "similarity 0.")
                .doesNotContain("<script", "<link", "<iframe", "@import");
        Matcher references = Pattern.compile("<[^>]*\\s(?:src|href|srcset)\\s*=\\s*[\"']?([^\"'\\s>]{0,20})").matcher(report);
        assertThat(references.results().map(found -> found.group(1))).isNotEmpty().allMatch(to -> to.startsWith("data:"));
        assertThat(report).doesNotContainPattern("url\\((?!data:)");
    }

    @Test
    void reportShowsTheCurveOfAModelWithTheSamplesNextToItsLimit() {
        String report = Published.read(output.folder().resolve("report.html"));
        String section = report.substring(report.indexOf("Filters that ask a model"), report.indexOf("Samples that stayed"));

        assertThat(section).contains(
                "pairs · text_similarity asks minilm", "<polyline class=\"curve\"",
                "Just below min_score = 0.100: they went", "similarity = 0.0",
                "on the other side: they stayed", "similarity = 0.1");
    }

    @Test
    void reportShowsChartsWithQuestions() {
        String report = Published.read(output.folder().resolve("report.html"));
        String charts = report.substring(report.indexOf("<h3>charts</h3>"), report.indexOf("Samples that went, by reason"));

        assertThat(charts.split("<div class=\"card\">")).hasSizeGreaterThan(5);
        assertThat(charts).contains("src=\"data:image/png;base64,", "?", "#chart-");
    }

    @Test
    void manifestsHoldNoTimeHostOrRun() {
        firstManifests.forEach((name, manifest) -> assertThat(manifest)
                .as(name)
                .doesNotContain(first.run(), folder.toString(), System.getProperty("user.name") + "@")
                .doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}")
                .doesNotContainPattern("127\\.0\\.0\\.1|localhost"));
    }

    @Test
    void secondRunReusesEverythingAndPublishesTheSameBytes() {
        assertThat(first.steps()).allMatch(step -> step.reused() == 0);
        assertThat(second.steps()).allMatch(step -> step.reused() == step.shards());
        assertThat(second.datasets()).allMatch(dataset -> dataset.reused());
        assertThat(output.manifests()).isEqualTo(firstManifests);
    }

    @Test
    void nearDuplicatesOfBothCrawlsAreFound() {
        List<NearDuplicates.Pair> similar = nearDuplicates.pairs(NEWER, OLDER).stream()
                .filter(pair -> pair.jaccard() >= 0.8)
                .toList();
        long together = similar.stream().filter(NearDuplicates.Pair::inOneCluster).count();
        assertThat(similar).hasSizeGreaterThan(300);
        assertThat((double) together / similar.size())
                .as("%d of %d pairs of at least 0.8 are in one cluster", together, similar.size())
                .isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void precisionAndRecallAgainstAllPairsAreWhatTheDocumentationSays() {
        assertThat(found.similar()).isGreaterThan(1_500);
        assertThat(found.recall()).as("recall of %s", found).isGreaterThanOrEqualTo(0.96);
        assertThat(found.precision()).as("precision of %s", found).isGreaterThanOrEqualTo(0.98);
        assertThat(found.pairwisePrecision()).as("pairwise precision of %s", found).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void whatTheDataSetSaysOfItsDuplicatesIsTrue() {
        DuplicateQuality told = output.manifest("documents").history().stream()
                .filter(step -> step.operators().getFirst().name().equals("minhash"))
                .findFirst()
                .flatMap(DatasetManifest.StepHistory::duplicates)
                .orElseThrow();

        assertThat(told.pairs()).isEqualTo(found.dropped());
        assertThat(told.similar()).isEqualTo(found.droppedSimilar());
        assertThat(told.recall().orElseThrow()).as("%s and %s", told, found).isCloseTo(found.recall(), within(0.01));
    }

    @Test
    void nothingIsMergedThroughAPairBelowTheThreshold() {
        assertThat(nearDuplicates.clustersNotLinkedAt(0.6)).isEmpty();
    }

    @Test
    void storedSimilaritiesAreTheExactOnes() {
        assertThat(nearDuplicates.wrongSimilarities()).isEmpty();
    }

    @Test
    void pageOfTheNewerCrawlStays() {
        Map<String, String> olderKept = new TreeMap<>();
        nearDuplicates.clusters().forEach((cluster, members) -> {
            Set<String> kept = new TreeSet<>();
            members.stream().filter(NearDuplicates.Page::kept).forEach(page -> kept.add(page.source()));
            assertThat(kept).as("kept of cluster %s", cluster).hasSize(1);
            boolean hasNewer = members.stream().anyMatch(page -> page.source().startsWith(NEWER));
            if (hasNewer && !kept.iterator().next().startsWith(NEWER)) {
                olderKept.put(cluster, kept.iterator().next());
            }
        });
        assertThat(olderKept).as("clusters with a page of the newer crawl that keep one of the older").isEmpty();
    }
}
