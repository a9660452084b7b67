package dev.tandem.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.forecast.Forecast;
import dev.tandem.core.forecast.Forecast.OperatorForecast;
import dev.tandem.core.forecast.Forecast.StepForecast;
import dev.tandem.core.forecast.Forecaster;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.TextSpec;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.score.KnownScores;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.core.score.ScorePolicy;
import dev.tandem.core.score.ScoreSharing;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.operators.testing.MemoryRun;
import dev.tandem.operators.testing.TestImages;
import dev.tandem.operators.testing.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecasterTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    @TempDir
    private Path folder;

    private Forecast forecast(String operators, int samples, int rows, IntFunction<String> row) throws IOException {
        Path file = folder.resolve("rows.jsonl");
        Files.writeString(file, IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n")));
        String recipe = "name: predicted\nstages:\n  - operators: [" + operators + "]\n";
        return new Forecaster(CATALOG, new OperatorContext(new WordVectors(), MediaLimits.DEFAULT)).forecast(
                new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "recipe.yaml")),
                LocalInput.of(List.of(file)),
                samples);
    }

    private static String json(String text) {
        return "{\"text\": \"" + text + "\"}";
    }

    /** Ten characters, or twenty for every fourth; two words for every other. */
    private static String row(int number) {
        return json((number % 2 == 0 ? "a " : "ab") + "cdefgh".repeat(number % 4 == 0 ? 3 : 1) + number % 10 + "x");
    }

    @Test
    void whatIsDroppedIsPredictedForTheWholeInput() throws IOException {
        Forecast forecast = forecast("jsonl, {words: {min_num: 2}}, {text_length: {min_len: 15}}, exact", 400, 4_000, ForecasterTest::row);

        assertThat(forecast.inputSamples()).isEqualTo(4_000);
        assertThat(forecast.sampled()).isEqualTo(400);
        assertThat(forecast.inputBytes()).isEqualTo(Files.size(folder.resolve("rows.jsonl")));
        assertThat(forecast.unreadable()).isZero();
        StepForecast pass = forecast.steps().getFirst();
        assertThat(pass.operators()).extracting(OperatorForecast::operator).containsExactly("words", "text_length");
        OperatorForecast words = pass.operators().getFirst();
        assertThat(List.of(words.in(), words.against(), words.dropped(), words.inputDropped())).containsExactly(400L, 200L, 200L, 2_000L);
        OperatorForecast length = pass.operators().getLast();
        assertThat(List.of(length.in(), length.against(), length.dropped())).containsExactly(400L, 300L, 100L);
        assertThat(List.of(pass.in(), pass.kept(), pass.inputIn(), pass.inputKept())).containsExactly(400L, 100L, 4_000L, 1_000L);
        assertThat(forecast.steps().getLast().operators().getFirst().kind()).isEqualTo(OperatorKind.DEDUPLICATOR);
        assertThat(forecast.steps().getLast().kept()).isEqualTo(5);
        assertThat(forecast.seconds()).isPositive();
        assertThat(pass.operators()).allMatch(operator -> operator.micros() > 0 && operator.aloneMicros() > 0);
    }

    @Test
    void selectorsJudgeBySampledValues() throws IOException {
        Forecast forecast = forecast(
                "jsonl, text_length, {top_fraction: {feature: text_length.text_len, fraction: 0.1}}, exact,"
                        + " {threshold: {feature: top_fraction.top_share, threshold: 1, keep: at_most}}",
                400, 4_000, ForecasterTest::row);

        StepForecast top = forecast.steps().get(1);
        assertThat(top.operators().getFirst().kind()).isEqualTo(OperatorKind.SELECTOR);
        assertThat(List.of(top.in(), top.kept(), top.inputKept())).as("all of twenty characters").containsExactly(400L, 100L, 1_000L);
        assertThat(top.operators().getFirst().dropped()).isEqualTo(300);
        assertThat(forecast.steps().getLast().kept()).isEqualTo(forecast.steps().get(2).kept()).isPositive();
    }

    /** A long block at the beginning of the input does not stand for the rest of it. */
    @Test
    void samplesComeFromAllOverTheInput() throws IOException {
        Forecast forecast = forecast("jsonl, {text_length: {min_len: 3}}", 100, 10_000, row -> json(row < 2_500 ? "a" : "abc"));

        assertThat(forecast.steps().getFirst().operators().getFirst().against()).isEqualTo(25);
        assertThat(forecast.steps().getFirst().inputKept()).isEqualTo(7_500);
    }

    @Test
    void anInputWithFewerSamplesIsLookedAtAsAWhole() throws IOException {
        Forecast forecast = forecast("jsonl, text_length, {image_shape: {min_width: 2}}", 1_000, 7,
                row -> row == 3 ? "no json" : json("some text of it"));

        assertThat(List.of(forecast.inputSamples(), forecast.sampled(), forecast.unreadable())).containsExactly(7L, 7L, 1L);
        assertThat(forecast.steps().getFirst().inputKept()).isEqualTo(6);
    }

    /** A mapper changes what the filters behind it see, and stays between those before and behind. */
    @Test
    void whatRewritesIsAppliedBeforeWhatFollows() throws IOException {
        Forecast forecast = forecast(
                "jsonl, {text_length: {min_len: 30}}, pii_email_ip, {text_length: {min_len: 0, max_len: 30}}, table_questions",
                50, 50,
                row -> json(row % 2 == 0 ? "the address is jo@a.example.net" : "short"));

        StepForecast pass = forecast.steps().getFirst();
        assertThat(pass.operators()).extracting(OperatorForecast::dropped).containsExactly(25L, 0L, 25L);
        assertThat(pass.operators().get(2).against()).isEqualTo(25);
        assertThat(pass.kept()).isZero();
        assertThat(forecast.steps().getLast().operators().getFirst().kind()).isEqualTo(OperatorKind.CREATOR);
    }

    @Test
    void mappersOfImagesAreMeasuredAsThoseOfTexts() throws IOException {
        Forecast forecast = forecast("jsonl, image_orientation, text_length", 10, 3, row -> json("some text of it"));

        assertThat(forecast.steps().getFirst().operators())
                .extracting(OperatorForecast::operator)
                .containsExactly("image_orientation", "text_length");
        assertThat(forecast.steps().getFirst().kept()).isEqualTo(3);
    }

    /** The dear filter of a stage that drops nearly all is better asked about what is left. */
    @Test
    void aDearFilterIsProposedBehindASelectiveOne() throws IOException {
        String words = "the house by the river was old and green ".repeat(60);
        Forecast forecast = forecast("jsonl, gopher_repetition, {specified_field: {field_key: lang, target_value: [en]}}", 200, 200,
                row -> "{\"lang\": \"" + (row % 20 == 0 ? "en" : "de") + "\", \"text\": \"" + words + row + "\"}");

        assertThat(forecast.proposals()).singleElement().satisfies(proposal -> {
            assertThat(proposal.stages()).containsExactly(List.of("specified_field"), List.of("gopher_repetition"));
            assertThat(proposal.operators()).containsExactly("gopher_repetition", "specified_field");
            assertThat(proposal.proposedSeconds()).isLessThan(proposal.seconds());
        });
    }

    /** Pages of which some are dropped and some have described pictures; two texts are asked about for each picture. */
    @Test
    void callsOfModelsAreThoseOfARunWithinAFifth() throws IOException {
        for (int page = 0; page < 600; page++) {
            Files.writeString(folder.resolve("page-" + page + ".html"), page(page));
        }
        Files.write(folder.resolve("p.png"), TestImages.png(4, 4));
        String recipe = """
                name: scored
                stages:
                  - name: cheap
                    operators: [html, {words: {min_num: 12}}]
                  - name: dear
                    operators: [image_text_pairs, {text_similarity: {model: sentences}}]
                limits: {inference_calls: 250, cost: 2, prices: {sentences: 0.01, other: 5}}
                """;
        Plan plan = new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "recipe.yaml"));
        AskedTexts asked = new AskedTexts();
        OperatorContext context = new OperatorContext(asked, MediaLimits.DEFAULT);

        Forecast forecast = new Forecaster(CATALOG, context).forecast(plan, LocalInput.of(List.of(folder)), 300);
        Forecast whole = new Forecaster(CATALOG, context).forecast(plan, LocalInput.of(List.of(folder)), 600);
        asked.texts = 0;
        try (ScoredInference scores = new ScoredInference(asked, InferenceListener.NONE,
                new ContentStore(new MemoryObjectStore()), ScorePolicy.DEFAULT, Digest.of("shard"), "a")) {
            MemoryRun.asking(scores, recipe, List.of(pages(context)));
            assertThat(scores.counts()).isEqualTo(Map.of(
                    "sentences", new ScoreCount(whole.calls().get("sentences"), whole.known().get("sentences"))));
        }

        assertThat(asked.texts).isGreaterThan(280);
        assertThat(forecast.calls()).containsOnlyKeys("sentences");
        assertThat((double) forecast.calls().get("sentences")).isBetween(0.8 * asked.texts, 1.2 * asked.texts);
        assertThat(forecast.steps().getFirst().operators().getFirst().calls()).isEmpty();
        assertThat(forecast.cost().orElseThrow()).isEqualTo(forecast.calls().get("sentences") * 0.01);
        assertThat(forecast.overBudget()).satisfiesExactly(
                over -> assertThat(over).contains("the 250 of 'limits: inference_calls'"),
                over -> assertThat(over).contains("the 2.00 of 'limits: cost'"));
    }

    private static String page(int page) {
        String picture = page * 7919 % 10 < 7 ? "<img src=\"p.png\" alt=\"the house number " + page + "\">" : "";
        return "<html><head><title>Houses</title></head><body><p>"
                + "one more word and another ".repeat(page * 104_729 % 7 < 5 ? 4 : 1) + "</p>" + picture + "<p>the end</p></body></html>";
    }

    private List<Sample> pages(OperatorContext context) {
        List<Sample> pages = new ArrayList<>();
        Reader reader = (Reader) CATALOG.create("html", Map.of(), context);
        Reader.Input input = LocalInput.of(List.of(folder));
        reader.split(input, 1_000).forEach(split -> reader.read(input, split, new Reader.Output() {
            @Override
            public void accept(Sample sample) {
                pages.add(sample);
            }

            @Override
            public void fail(String source, ErrorCode code, String message) {
                throw new AssertionError(source + ": " + message);
            }
        }));
        return pages;
    }

    @Test
    void whatARunHasAskedIsNoCall() throws IOException {
        Path file = folder.resolve("rows.jsonl");
        Files.writeString(file, IntStream.range(0, 50).mapToObj(row -> json("text " + row % 40)).collect(Collectors.joining("\n")));
        String recipe = "name: known\nstages: [{operators: [jsonl, toxic_text]}]\nlimits: {shard_samples: 30}\n";
        Plan plan = new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "recipe.yaml"));
        OperatorContext context = new OperatorContext(new AskedTexts(), MediaLimits.DEFAULT);
        LocalInput input = LocalInput.of(List.of(file));
        MemoryObjectStore objects = new MemoryObjectStore();
        KnownScores known = new KnownScores(objects, ScoreSharing.SHARED, "a", Digest.of("input"));
        Forecaster forecaster = new Forecaster(CATALOG, context, Optional.of(known));

        Forecast before = forecaster.forecast(plan, input, 50);
        assertThat(before.calls()).as("what stands in two shards is asked twice, in one once").isEqualTo(Map.of("toxic_text", 50L));
        assertThat(objects.list("")).as("a forecast writes nothing").isEmpty();
        firstShardIsScored(plan, input, objects);
        Forecast after = forecaster.forecast(plan, input, 50);
        assertThat(after.calls()).isEqualTo(Map.of("toxic_text", 20L));
        assertThat(after.known()).isEqualTo(Map.of("toxic_text", 30L));
    }

    /** The more of a shard is looked at, the less of it is new. */
    @Test
    void whatStandsTwiceInAShardIsAskedOncePerShard() throws IOException {
        Path file = folder.resolve("rows.jsonl");
        Files.writeString(file, IntStream.range(0, 4_000).mapToObj(row -> json("text " + row % 10)).collect(Collectors.joining("\n")));
        String recipe = "name: known\nstages: [{operators: [jsonl, toxic_text]}]\nlimits: {shard_samples: 1000}\n";
        Plan plan = new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "recipe.yaml"));
        Forecast forecast = new Forecaster(CATALOG, new OperatorContext(new AskedTexts(), MediaLimits.DEFAULT))
                .forecast(plan, LocalInput.of(List.of(file)), 400);

        assertThat(forecast.calls()).as("ten texts in each of four shards").isEqualTo(Map.of("toxic_text", 40L));
        assertThat(forecast.known()).isEqualTo(Map.of("toxic_text", 3_960L));
    }

    /** As a run does it. */
    private static void firstShardIsScored(Plan plan, LocalInput input, MemoryObjectStore objects) {
        ShardStore store = new ShardStore(objects);
        OperatorSpec reading = plan.steps().getFirst().operators().getFirst();
        Reader reader = (Reader) CATALOG.create(reading.name(), reading.given(), OperatorContext.withoutModels());
        Reader.Split split = reader.split(input, 30).getFirst();
        ShardView read = new ReadStep(store).run(
                ReadStep.key(Digest.of("input"), split, reading), input, split, reading, reader, Progress.SILENT);
        try (ScoredInference scores = new ScoredInference(
                new AskedTexts(), InferenceListener.NONE, store.contents(), ScorePolicy.DEFAULT, read.shard(), "b")) {
            OperatorContext context = new OperatorContext(scores, MediaLimits.DEFAULT);
            List<OperatorSpec> specs = plan.steps().get(1).operators();
            new PassStep(store).run(
                    PassStep.key(read.key(), specs, Map.of()), read, specs,
                    List.of(CATALOG.create("toxic_text", specs.getFirst().given(), context)), Progress.SILENT);
        }
    }

    /** A model server that counts. */
    private static final class AskedTexts implements Inference {
        private final Inference vectors = new WordVectors();
        private long texts;

        @Override
        public List<ModelAnswer> infer(String model, List<ModelRow> asked) {
            texts += asked.size();
            return vectors.infer(model, asked);
        }

        @Override
        public ModelContract contract(String model) {
            InputSpec text = new InputSpec.Text(
                    "TEXT", null, null, Optional.empty(), new TextSpec(64, Optional.empty(), Optional.empty(), Optional.empty()));
            return new ModelContract(
                    model, "test", Optional.empty(), List.of(text), vectors.contract(model).outputs(), Map.of(), 64, 0,
                    Optional.empty(), Optional.empty(), List.of());
        }

        @Override
        public List<String> labels(String model, String output) {
            return vectors.labels(model, output);
        }

        @Override
        public Digest modelDigest(String model) {
            return vectors.modelDigest(model);
        }
    }

    @Test
    void whatCannotBePredictedIsTold() {
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> forecast("jsonl, text_length", 10, 3, row -> "no json"))
                .withMessageContainingAll("None of 3 samples", "MALFORMED_ROW")
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.EMPTY_INPUT));
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> forecast("html, text_length", 10, 3, row -> "no page"))
                .withMessageContaining("found nothing in the input");
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> forecast("jsonl, text_length", 0, 3, row -> "x"))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
}
