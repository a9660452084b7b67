package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.explain.Explainer;
import dev.tandem.core.explain.Explanation;
import dev.tandem.core.explain.Explanation.Outcome;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.PlanEditor;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.report.Report;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.whatif.WhatIf;
import dev.tandem.core.whatif.WhatIfAnswer.StepAnswer;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selectors in recipes, over shards as a run has them. */
class SelectionTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private static final String RECIPE = """
            name: selection
            stages:
              - name: measured
                operators: [jsonl, {text_length: {min_len: 3}}, {words: {min_num: 0}}, image_shape]
              - name: chosen
                publish: chosen
                operators:
            """;

    /** Every selector once, each over what the one before left. */
    private static final String ALL = RECIPE + """
                  - caption_boilerplate: {max_count: 3}
                  - score_fusion: {features: [text_length.text_len, words.num_words], normalization: z_score}
                  - alignment_bucket: {feature: score_fusion.score, buckets: 5}
                  - k_sigma: {feature: score_fusion.score, k: 2}
                  - quantile_range: {feature: words.num_words, lower: 0.05, upper: 0.95}
                  - label_model:
                      votes:
                        - text_length.text_len keep > 40 drop < 20
                        - words.num_words keep > 8 drop < 5
                        - image_shape.image_width keep > 5 drop < 3
                      min_probability: 0.3
                  - top_fraction: {feature: text_length.text_len, fraction: 0.8, cut: count}
                  - top_fraction: {feature: words.num_words, fraction: 0.9}
                  - ensemble: {votes: [words.num_words < 30, image_shape.image_width >= 2]}
                  - conjunction: {conditions: [text_length.text_len < 400, top_fraction#2.top_share < 0.95]}
                  - range: {feature: label_model.probability, min: 0.2}
                  - threshold: {feature: image_shape.image_width, threshold: 1, missing: keep}
            """;

    private static final List<Sample> SAMPLES = samples(160);

    private static List<Sample> samples(int count) {
        Random random = new Random(5);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Part> parts = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int word = random.nextInt(15); word > 0; word--) {
                text.append("abcdefgh", 0, 1 + random.nextInt(8)).append(' ');
            }
            parts.add(new Part.Text(i % 9 == 0 ? "Click to enlarge" : text.toString()));
            for (int images = random.nextInt(3); images > 0; images--) {
                parts.add(TestImages.part(TestImages.png(1 + random.nextInt(12), 5), Map.of()));
            }
            samples.add(Sample.read("sample " + i, Map.of(), parts));
        }
        return samples;
    }

    private static List<List<Sample>> cut(int shards, Random random) {
        List<Sample> shuffled = new ArrayList<>(SAMPLES);
        Collections.shuffle(shuffled, random);
        List<List<Sample>> cut = new ArrayList<>();
        IntStream.range(0, shards).forEach(i -> cut.add(new ArrayList<>()));
        shuffled.forEach(sample -> cut.get(random.nextInt(shards)).add(sample));
        return cut;
    }

    /** What was left of every sample, by its source: reasons and numbers of all steps. */
    private static Map<String, List<String>> left(MemoryRun run) {
        Map<String, List<String>> left = new TreeMap<>();
        for (ShardView view : run.views(run.steps() - 1)) {
            for (var layer : view.layers().subList(1, view.layers().size())) {
                FeatureTable features = run.store().features(layer).orElseThrow();
                run.store().rows(view.shard(), dev.tandem.core.engine.ShardStore.Columns.IDENTITY, (row, read) ->
                        left.computeIfAbsent(read.sample().source(), unused -> new ArrayList<>())
                                .add(features.row(row).entrySet().stream()
                                                .filter(entry -> entry.getValue() instanceof Double)
                                                .toList()
                                        + " " + run.store().selection(layer).reasonOf(row)));
            }
        }
        return left;
    }

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE)
    void neitherTheCutIntoShardsNorAnyOrderChangesAnything(@ForAll @IntRange(min = 1, max = 9) int shards, @ForAll long seed) {
        MemoryRun whole = MemoryRun.of(ALL, List.of(SAMPLES));
        MemoryRun cut = MemoryRun.of(ALL, cut(shards, new Random(seed)));

        assertThat(left(cut)).isEqualTo(left(whole));
        assertThat(cut.kept("chosen")).isEqualTo(whole.kept("chosen")).hasSizeBetween(20, 120);
        assertThat(cut.publish("chosen")).isEqualTo(whole.publish("chosen"));
    }

    @Test
    void everySampleIsCountedOnceInEveryStep() {
        MemoryRun run = MemoryRun.of(ALL, cut(4, new Random(1)));
        long left = SAMPLES.size();
        for (int step = 0; step < run.steps(); step++) {
            Counts counts = run.views(step).stream().map(ShardView::counts).reduce(Counts.NONE, Counts::plus).verified("step");
            assertThat(counts.in()).isEqualTo(left);
            left = counts.kept();
        }
        assertThat(run.reasons(2)).isEqualTo(Map.of("caption_boilerplate: text of more than max_count samples", 18L));
        assertThat(run.reasons(9)).containsOnlyKeys("top_fraction#2: words.num_words not in the top fraction");
    }

    @Test
    void whatHappenedToASampleIsExplained() {
        MemoryRun run = MemoryRun.of(
                RECIPE + "      - top_fraction: {feature: text_length.text_len, fraction: 0.1}\n", cut(3, new Random(2)));
        RunRecord record = run.record("run");
        String worst = SAMPLES.stream()
                .filter(sample -> sample.text().length() >= 3)
                .min(java.util.Comparator.comparingInt(sample -> sample.text().length()))
                .orElseThrow()
                .source();
        Explanation.Verdict verdict =
                new Explainer(run.objects(), CATALOG).explain(record, worst).orElseThrow().verdicts().getLast();

        assertThat(verdict.operator()).isEqualTo("top_fraction");
        assertThat(verdict.outcome()).isEqualTo(Outcome.DROPPED);
        assertThat(verdict.reason()).contains("text_length.text_len not in the top fraction");
        assertThat(verdict.values()).containsOnlyKeys("value", "min", "top_share");
        assertThat((Double) verdict.values().get("value")).isLessThan((Double) verdict.values().get("min"));
    }

    @Test
    void theReportDrawsTheCutIntoTheDistribution() {
        MemoryRun run = MemoryRun.of(
                RECIPE + "      - range: {feature: text_length.text_len, min: 5, max: 77}\n", cut(3, new Random(2)));
        new RunStore(run.objects()).put(run.record("run"));
        String html = new String(run.objects().get(new Report(run.objects()).write("run")), StandardCharsets.UTF_8);

        assertThat(html).contains("chosen · range.value").contains("<title>5</title></line>", "<title>77</title></line>");
        assertThat(html).doesNotContain("range.min", "range.max");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "top_fraction: {feature: text_length.text_len, fraction: 0.5}              | top_fraction.fraction        | 0.2",
        "top_fraction: {feature: text_length.text_len, fraction: 0.5, cut: count}  | top_fraction.fraction        | 0.9",
        "random: {select_ratio: 0.5}                                               | random.select_ratio          | 0.2",
        "top_fraction: {feature: text_length.text_len}                             | top_fraction.feature         | words.num_words",
        "quantile_range: {feature: words.num_words, lower: 0.2}                    | quantile_range.upper         | 0.7",
        "k_sigma: {feature: words.num_words, k: 1}                                 | k_sigma.sides                | lower",
        "range: {feature: words.num_words, min: 4, max: 9}                         | chosen.range.max             | 5",
        "threshold: {feature: image_shape.image_width, threshold: 4}               | threshold.missing            | keep",
        "caption_boilerplate: {max_count: 3}                                       | caption_boilerplate.max_count | 1",
        "ensemble: {votes: [words.num_words < 9, text_length.text_len > 20]}       | ensemble.min_share           | 0.7",
    })
    void whatOtherValuesWouldKeepIsToldWithoutARun(String selector, String parameter, String value) {
        List<List<Sample>> shards = cut(3, new Random(3));
        MemoryRun run = MemoryRun.of(RECIPE + "      - " + selector + "\n", shards);
        String name = parameter.substring(parameter.lastIndexOf('.') + 1);
        String other = selector.matches(".*\\b" + name + ": .*")
                ? selector.replaceFirst("\\b" + name + ": [^,}]+", name + ": " + value)
                : selector.replace("}", ", " + name + ": " + value + "}");
        MemoryRun changed = MemoryRun.of(RECIPE + "      - " + other + "\n", shards);

        StepAnswer answer = new WhatIf(run.store(), CATALOG).ask(run.record("run"), Map.of(parameter, value), 5).steps().getFirst();

        assertThat(answer.settings()).hasSize(1);
        assertThat(answer.keptBefore()).isEqualTo(run.kept("chosen").size());
        assertThat(answer.keptAfter()).isEqualTo(changed.kept("chosen").size()).isNotEqualTo(answer.keptBefore());
        assertThat(answer.in()).isEqualTo(run.kept("measured").size());
        Map<String, Long> reasons = new TreeMap<>();
        answer.reasons().stream().filter(reason -> reason.after() > 0).forEach(reason -> reasons.put(reason.reason(), reason.after()));
        assertThat(reasons).isEqualTo(changed.reasons(2));
        assertThat(answer.examples()).isNotEmpty().allSatisfy(example -> assertThat(
                (example.after().isEmpty() ? changed : run).kept("chosen")).contains(example.sample()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "threshold                                         | does not say what it reads",
        "threshold: {feature: text_length.text_lem}        | did you mean 'text_length.text_len'?",
        "threshold: {feature: nothing.like.it}             | there are text_length.text_len, words.num_words",
        "k_sigma: {feature: chosen.value}                  | no operator before it measures",
        "label_model: {votes: [language.lang keep > 1]}    | no operator before it measures",
    })
    void whatIsNotMeasuredIsRefusedBeforeTheRun(String selector, String message) {
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> new Planner(CATALOG)
                        .plan(new RecipeParser(CATALOG).parse(RECIPE + "      - " + selector + "\n", "recipe.yaml")))
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_RECIPE));
    }

    @Test
    void createdSamplesHaveNothingOfTheirParentsMeasured() {
        String recipe = RECIPE + """
                      - text_chunk
                      - threshold: {feature: text_length.text_len}
                """;
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "recipe.yaml")))
                .withMessageContaining("nothing is measured before it since its samples were read or made");
    }

    @Test
    void aPlanIsNotChangedToWhatIsNotMeasured() {
        var plan = new Planner(CATALOG).plan(new RecipeParser(CATALOG)
                .parse(RECIPE + "      - threshold: {feature: words.num_words}\n", "recipe.yaml"));
        PlanEditor editor = new PlanEditor(CATALOG);

        assertThat(editor.change(plan, Map.of("threshold.feature", "text_length.text_len")).settings()).hasSize(1);
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> editor.change(plan, Map.of("threshold.feature", "text_length.width")))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void anAnswerNeedsWhatWasMeasured() {
        MemoryRun run = MemoryRun.of(RECIPE + "      - threshold: {feature: words.num_words}\n", cut(2, new Random(2)));
        RunRecord record = run.record("run");
        run.objects().list("features/").forEach(run.objects()::delete);

        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> new WhatIf(run.store(), CATALOG).ask(record, Map.of("threshold.threshold", "2"), 1))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(run.objects().list("summaries/")).extracting(ObjectKey::path).isEmpty();
    }
}
