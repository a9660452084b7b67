package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.dedup.DuplicateQuality;
import dev.tandem.core.duplicates.DuplicateClusters;
import dev.tandem.core.duplicates.StepClusters;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.publish.DatasetManifest.StepHistory;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.report.Report;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStore;
import dev.tandem.operators.testing.MemoryRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of duplicates that were removed: in the report, with the data set, and of the run. */
class DuplicatesReportTest {
    private static final String RECIPE = """
            name: duplicates
            stages:
              - name: pages
                publish: pages
                operators: [jsonl, {%s}]
            """;

    /** 30 pages of one host, copies of them at another with some words changed, and 10 longer ones in a file. */
    private static List<List<Sample>> shards() {
        Random random = new Random(5);
        List<Sample> first = new ArrayList<>();
        List<Sample> second = new ArrayList<>();
        for (int page = 0; page < 30; page++) {
            String[] words = words(60, random);
            first.add(sample("pages.jsonl#" + page, "https://one.example/" + page, words));
            for (int i = 0; i < page % 6; i++) {
                words[10 * i] = "other" + i;
            }
            second.add(sample("pages.jsonl#" + (100 + page), "http://two.example:8080/" + page, words));
        }
        for (int page = 0; page < 10; page++) {
            second.add(sample("long.zip!/" + page + ".html", "", words(200, random)));
        }
        return List.of(first, second);
    }

    private static String[] words(int count, Random random) {
        return random.ints(count, 0, 10_000).mapToObj(word -> "word" + (10_000 + word)).toArray(String[]::new);
    }

    private static Sample sample(String source, String url, String[] words) {
        Map<String, String> metadata = url.isEmpty() ? Map.of() : Map.of(SampleMetadata.URL, url);
        return Sample.read(source, metadata, List.of(new Part.Text(String.join(" ", words))));
    }

    private static MemoryRun run(String operator) {
        return MemoryRun.of(RECIPE.formatted(operator), shards());
    }

    private static String report(MemoryRun run) {
        new RunStore(run.objects()).put(run.record("run"));
        return new String(run.objects().get(new Report(run.objects()).write("run")), StandardCharsets.UTF_8);
    }

    @Test
    void theReportTellsWhatRemovalDidToSourcesAndLengths() {
        String html = report(run("minhash: {jaccard_threshold: 0.5, keep: source_priority, sources: ['pages.jsonl#1']}"))
                .replaceAll("(</t[dh]>)?<t[dh][^>]*>(<span.*)?", "|");

        assertThat(html).contains(
                "one.example|30|", "two.example|30|", "long.zip|10|10|100.0%|", "512 to 1023|60|", "1024 to 2047|10|10|100.0%|");
        int removed = 60 - count(html, "512 to 1023");
        assertThat(removed).isBetween(15, 30);
        assertThat(count(html, "one.example") + count(html, "two.example")).isEqualTo(60 - removed);
    }

    private static int count(String html, String line) {
        return Integer.parseInt(html.substring(html.indexOf(line)).split("\\|")[2]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "minhash: {jaccard_threshold: 0.6}                | true  | 0.6",
        "minhash: {jaccard_threshold: 0.6, verify: false} | false | 0.6",
        "datatrove_minhash: {}                            | false | 0.7",
        "simhash: {}                                      | true  | 0.9375",
        "exact: {compare: text}                           | true  | 1",
    })
    void precisionAndRecallStandInTheReportWithTheDataSetAndWithTheClusters(String operator, boolean exact, double threshold) {
        MemoryRun run = run(operator);
        run.publish("pages");
        RunRecord record = run.record("run");

        StepClusters step = new DuplicateClusters(run.store()).of(record, 3).getFirst();
        DuplicateQuality quality = step.quality().orElseThrow();
        assertThat(quality.exact()).isEqualTo(exact);
        assertThat(quality.threshold()).isEqualTo(threshold);
        assertThat(quality.pairs()).isEqualTo(step.merged());
        assertThat(quality.precision()).isBetween(exact ? 1 : 0.8, 1.0);
        assertThat(quality.recall().orElseThrow()).isBetween(0.8, 1.0);
        assertThat(report(run)).contains(quality.text());
        Datasets datasets = new Datasets(run.objects());
        List<StepHistory> history = datasets
                .manifest(MemoryRun.TENANT, "pages", datasets.list(MemoryRun.TENANT).getFirst().version())
                .history();
        assertThat(history).extracting(StepHistory::duplicates).last().isEqualTo(step.quality());
        assertThat(history.getFirst().duplicates()).isEmpty();
    }

    @Test
    void ofRepeatedSpansIsToldWhichSamplesHaveMost() {
        MemoryRun run = run("exact_substrings: {length_threshold: 10, min_doc_words: 25}");

        StepClusters step = new DuplicateClusters(run.store()).of(run.record("run"), 3).getFirst();
        StepClusters.Spans spans = step.spans().orElseThrow();
        assertThat(step.largest()).isEmpty();
        // 30 pages at two places, of which five of each six differ in some words; all but the first of each are repeated.
        assertThat(spans.samples()).isBetween(25L, 30L);
        assertThat(spans.dropped()).isEqualTo(step.samples() - run.kept("pages").size()).isPositive();
        assertThat(spans.most()).hasSize(3).allSatisfy(sample -> {
            assertThat(sample.ratio()).isEqualTo(1);
            assertThat(sample.stays()).isFalse();
            assertThat(sample.text()).startsWith("word1");
        });
        MemoryRun whole = run("exact: {compare: text}");
        assertThat(new DuplicateClusters(whole.store()).of(whole.record("run"), 3).getFirst().spans()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact_substrings: {length_threshold: 10", "sentence_dedup: {n_sentences: 1"})
    void whatIsOnlyReportedIsMarkedAsIfItWasCutAndNoTextChanges(String operator) {
        MemoryRun reported = run(operator + ", min_doc_words: 0, remove: false}");

        StepClusters.Spans spans = new DuplicateClusters(reported.store()).of(reported.record("run"), 3).getFirst().spans().orElseThrow();
        assertThat(spans.reported()).isTrue();
        assertThat(spans.samples()).isPositive();
        assertThat(spans.dropped()).isZero();
        assertThat(reported.kept("pages")).hasSize((int) reported.record("run").steps().getLast().counts().in());
        String html = report(reported);
        assertThat(html).contains("Nothing was cut (remove: false)").contains("<mark>word");
        MemoryRun cut = run(operator + ", min_doc_words: 0" + (operator.startsWith("sentence") ? ", min_num_sentences: 0}" : "}"));
        assertThat(new DuplicateClusters(cut.store()).of(cut.record("run"), 3).getFirst().spans().orElseThrow())
                .matches(found -> !found.reported() && found.samples() == spans.samples());
    }

    @Test
    void theReportMarksWhatWasCutAndTellsWhatThatDidToSourcesAndLengths() {
        String html = report(run("exact_substrings: {length_threshold: 10}"));

        assertThat(html).contains("Repeated spans", "samples have repeated spans", "<mark>word1", "100% repeated, does not stay");
        String table = html.substring(html.indexOf("characters before")).replaceAll("(</t[dh]>)?<t[dh][^>]*>", "|").replace(",", "");
        // Of each page the copy with the greater id is cut, but for what differs: about half of what both hosts have.
        long before = count(table, "one.example", 1) + count(table, "two.example", 1);
        long after = count(table, "one.example", 2) + count(table, "two.example", 2);
        assertThat((double) after / before).isBetween(0.5, 0.75);
        assertThat(table).contains("long.zip|" + (10 * (200 * 10 - 1)) + "|" + (10 * (200 * 10 - 1)) + "|100.0%");
        assertThat(table.substring(table.indexOf("samples before"))).contains("512 to 1023|60|").contains("1024 to 2047|10|10");
    }

    private static long count(String table, String line, int column) {
        return Long.parseLong(table.substring(table.indexOf(line)).split("\\||<")[column]);
    }
}
