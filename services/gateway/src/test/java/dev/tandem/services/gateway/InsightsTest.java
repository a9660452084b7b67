package dev.tandem.services.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.forecast.Forecast;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.publish.DatasetPublisher;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.score.ScoreSharing;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.whatif.WhatIfAnswer;
import dev.tandem.core.whatif.WhatIfAnswer.ReasonCount;
import dev.tandem.core.whatif.WhatIfAnswer.StepAnswer;
import dev.tandem.proto.gateway.v1.CalibrateRunRequest;
import dev.tandem.proto.gateway.v1.CalibrateRunResponse;
import dev.tandem.proto.gateway.v1.DiffDatasetsRequest;
import dev.tandem.proto.gateway.v1.DiffDatasetsResponse;
import dev.tandem.proto.gateway.v1.ExplainRecipeRequest;
import dev.tandem.proto.gateway.v1.FlippedSample;
import dev.tandem.proto.gateway.v1.GatewayServiceGrpc;
import dev.tandem.proto.gateway.v1.GatewayServiceGrpc.GatewayServiceBlockingStub;
import dev.tandem.proto.gateway.v1.StepForecast;
import dev.tandem.proto.gateway.v1.WhatIfRequest;
import dev.tandem.proto.gateway.v1.WhatIfStep;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about a run and about data sets, over REST and over gRPC. */
class InsightsTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final String RUN = "lines-20260101-000000.000-0001";
    private static final String RECIPE = """
            name: lines
            stages:
              - name: read
                publish: lines
                operators: [jsonl, {text_length: {min_len: 6}}]
            """;

    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final ShardStore store = new ShardStore(objects);
    private InsightResource rest;
    private Server server;
    private ManagedChannel channel;
    private GatewayServiceBlockingStub rpc;

    @TempDir
    private Path folder;

    private record Settings() implements GatewayConfig {
        @Override
        public String temporal() {
            return "";
        }

        @Override
        public String namespace() {
            return "";
        }

        @Override
        public String tenant() {
            return "tenant";
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public RunIndexKind runIndex() {
            return RunIndexKind.BUCKET;
        }

        @Override
        public Optional<Duration> retention() {
            return Optional.empty();
        }

        @Override
        public Duration runIndexPatience() {
            return Duration.ZERO;
        }

        @Override
        public long maxUploadBytes() {
            return 0;
        }

        @Override
        public int maxExplainSamples() {
            return 50;
        }

        @Override
        public long maxExplainBytes() {
            return 100;
        }
    }

    @BeforeEach
    void start() throws IOException {
        GatewayConfig config = new Settings();
        Runs runs = new Runs(null, config, CATALOG, objects, store, null);
        Insights insights = new Insights(runs, config, CATALOG, objects, store);
        Forecasts forecasts = new Forecasts(CATALOG, OperatorContext.withoutModels(), ScoreSharing.SHARED, objects, config);
        rest = new InsightResource(insights, forecasts);
        server = InProcessServerBuilder.forName(RUN)
                .directExecutor()
                .addService(new GatewayEndpoint(runs, null, insights, forecasts, objects, config))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(RUN).directExecutor().build();
        rpc = GatewayServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    /** Runs a recipe of one stage on lines, and publishes what is left; returns the version. */
    private Digest run(String recipe, String... texts) throws IOException {
        Path file = folder.resolve("lines.jsonl");
        Files.writeString(file, String.join("\n", List.of(texts).stream().map(text -> Json.text(Map.of("text", text))).toList()));
        Plan plan = new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "lines.yaml"));
        PlannedStep read = plan.steps().getFirst();
        PlannedStep pass = plan.steps().getLast();
        Reader.Split split = new Reader.Split("lines.jsonl", 0, texts.length);
        Digest input = Digest.of(String.join("|", texts));
        OperatorSpec reader = read.operators().getFirst();
        ShardView in = new ReadStep(store).run(
                ReadStep.key(input, split, reader), LocalInput.of(List.of(file)), split, reader, (Reader) create(CATALOG, reader),
                Progress.SILENT);
        ShardView out = new PassStep(store).run(
                PassStep.key(in.key(), pass.operators(), Map.of()), in, pass.operators(),
                pass.operators().stream().map(spec -> create(CATALOG, spec)).toList(), Progress.SILENT);
        Documents documents = new Documents(store.contents());
        new RunStore(objects).put(new RunRecord(
                RunRecord.FORMAT, RUN, "tenant", plan.recipe(), "lines.yaml", documents.putPlan(plan), input, RunStatus.COMPLETED,
                "2026-01-01T00:00:00Z", Optional.of("2026-01-01T00:00:01Z"), Optional.empty(),
                List.of(step(read, in, documents), step(pass, out, documents)), List.of(), Optional.empty(), List.of(), List.of()));
        Digest version = new DatasetPublisher(store)
                .publish(
                        new DatasetPublisher.Request(
                                "tenant", "lines", plan, 1, input, Map.of(0, List.of(in.key()), 1, List.of(out.key())), Map.of(),
                                List.of((Writer) create(CATALOG.writers(), plan.formats().getFirst()))),
                        Progress.SILENT)
                .version();
        new Datasets(objects).point("tenant", "lines", version);
        return version;
    }

    private static CurationOperator create(OperatorCatalog catalog, OperatorSpec spec) {
        return catalog.create(spec.name(), spec.given(), OperatorContext.withoutModels());
    }

    private static StepRecord step(PlannedStep step, ShardView view, Documents documents) {
        return new StepRecord(
                step.index(), step.stage(), step.kind(), List.of(), Optional.of(documents.putKeys(List.of(view.key()))), 1, 1, 0,
                Counts.NONE, Map.of(), Map.of(), 0);
    }

    private static InsightResource.Question question(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), InsightResource.Question.class);
    }

    @Test
    void aRunIsAskedOverBoth() throws IOException {
        run(RECIPE, "short", "longer text", "longest text of all");

        WhatIfAnswer answer = rest.whatIf(RUN, question("{\"parameters\": {\"text_length.min_len\": 15}, \"examples\": 1}"));
        StepAnswer step = answer.steps().getFirst();
        assertThat(List.of(step.in(), step.keptBefore(), step.keptAfter(), step.nowDropped())).containsExactly(3L, 2L, 1L, 1L);
        assertThat(step.reasons()).containsExactly(new ReasonCount("text_length: text_len below min_len", 1, 2));
        assertThat(step.examples()).singleElement().satisfies(example -> {
            assertThat(example.source()).isEqualTo("lines.jsonl#2");
            assertThat(example.text()).isEqualTo("longer text");
        });
        assertThat(Json.read(Json.bytes(answer), WhatIfAnswer.class)).isEqualTo(answer);

        WhatIfStep told = rpc.whatIf(WhatIfRequest.newBuilder()
                        .setRun(RUN)
                        .putParameters("read.text_length.min_len", "1")
                        .build())
                .getSteps(0);
        assertThat(List.of(told.getIn(), told.getKeptBefore(), told.getKeptAfter(), told.getNowKept())).containsExactly(3L, 2L, 3L, 1L);
        assertThat(told.getSettings(0).getParameter()).isEqualTo("read.text_length.min_len");
        FlippedSample flipped = told.getExamples(0);
        assertThat(flipped.getBefore()).isEqualTo("text_length: text_len below min_len");
        assertThat(flipped.getAfter()).isEmpty();
        assertThat(flipped.getValuesJson()).isEqualTo("{\"text_length.text_len\":5.0}");
    }

    @Test
    void aRunIsCalibratedOverBoth() throws IOException {
        String[] texts = IntStream.rangeClosed(1, 20).mapToObj("x"::repeat).toArray(String[]::new);
        run(RECIPE, texts);
        String labels = IntStream.rangeClosed(1, 20)
                .mapToObj(line -> Json.text(Map.of("source", "lines.jsonl#" + line, "label", line > 10 ? "good" : "bad")))
                .collect(Collectors.joining("\n"));

        Calibration calibration = rest.calibrate(
                RUN,
                Json.read(Json.text(Map.of("labels", labels, "precision", 1)), InsightResource.Labels.class));
        assertThat(Json.read(Json.bytes(calibration), Calibration.class)).isEqualTo(calibration);
        CalibrateRunResponse told =
                rpc.calibrateRun(CalibrateRunRequest.newBuilder().setRun(RUN).setLabels(labels).setPrecision(1).build());
        assertThat(List.of(told.getGood(), told.getBad())).containsExactly(10, 10);
        assertThat(told.getFeatures(0).getBetter()).isEqualTo("HIGHER");
        assertThat(told.getFeatures(0).getProposal().getAt().getKeptOfRun()).isEqualTo(10);
        assertThat(told.getFeatures(0).getProposal().getRecipeList()).isEqualTo(
                calibration.features().getFirst().proposal().orElseThrow().recipe());
        isRefused(() -> rest.calibrate(RUN, null), ErrorCode.INVALID_ARGUMENT, "'labels'");
    }

    @Test
    void versionsAreComparedOverBoth() throws IOException {
        Digest a = run(RECIPE, "short", "longer text", "longest text of all");
        Digest b = run(RECIPE.replace("min_len: 6", "min_len: 15"), "short", "longer text", "longest text of all");

        DatasetDiff diff = rest.diff(a.hex(), "lines", 5);
        assertThat(diff.b().version()).isEqualTo(b);
        assertThat(diff.made()).extracting(DatasetDiff.Difference::what).containsExactly("read.text_length.min_len");
        assertThat(List.of(diff.samples().onlyA(), diff.samples().onlyB(), diff.samples().same())).containsExactly(1L, 0L, 1L);
        assertThat(Json.read(Json.bytes(diff), DatasetDiff.class)).isEqualTo(diff);

        DiffDatasetsResponse told =
                rpc.diffDatasets(DiffDatasetsRequest.newBuilder().setA("lines@" + a.hex()).setB(b.hex()).build());
        assertThat(List.of(told.getOnlyA(), told.getOnlyB(), told.getSame())).containsExactly(1L, 0L, 1L);
        assertThat(told.getMade(0).getA() + " " + told.getMade(0).getB()).isEqualTo("6 15");
        assertThat(told.getSteps(1).getA().getKept()).isEqualTo(2);
        assertThat(told.getSteps(1).getReasons(0).getAfter()).isEqualTo(2);
        assertThat(told.getExamples(0).getPlace()).isEqualTo("ONLY_A");
        assertThat(told.getExamples(0).getSource()).isEqualTo("lines.jsonl#2");
    }

    @Test
    void whatIsWrongIsTold() throws IOException {
        run(RECIPE, "longer text");
        isRefused(() -> rest.whatIf(RUN, null), ErrorCode.INVALID_ARGUMENT, "'parameters'");
        isRefused(() -> rest.whatIf(RUN, question("{}")), ErrorCode.INVALID_ARGUMENT, "'parameters'");
        isRefused(() -> rest.whatIf(RUN, question("{\"parameters\": {}}")), ErrorCode.INVALID_ARGUMENT, "Nothing is to be changed");
        isRefused(
                () -> rest.whatIf(RUN.replace("0001", "0002"), question("{\"parameters\": {\"text_length.min_len\": 1}}")),
                ErrorCode.NOT_FOUND, "Did you mean '" + RUN + "'?");
        isRefused(
                () -> rest.whatIf(RUN, question("{\"parameters\": {\"text_length.min_lenn\": 1}}")),
                ErrorCode.INVALID_ARGUMENT, "did you mean 'min_len'?");
        isRefused(() -> rest.clusters(RUN, 101), ErrorCode.INVALID_ARGUMENT, "found 101");
        isRefused(() -> rest.diff("lines", "", 5), ErrorCode.INVALID_ARGUMENT, "'b'");
        isRefused(() -> rest.diff("lines", "linez", 5), ErrorCode.NOT_FOUND, "did you mean 'lines'?");
        isRefused(() -> rest.diff("lines", "lines", 101), ErrorCode.INVALID_ARGUMENT, "found 101");
        StatusRuntimeException error = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> rpc.diffDatasets(DiffDatasetsRequest.newBuilder().setA("lines").build()));
        assertThat(RpcErrors.exception(error, "gateway").code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    private static void isRefused(Runnable question, ErrorCode code, String message) {
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(question::run)
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void recipeIsExplainedOfAnUploadedInput() {
        String input = upload("{\"text\": \"short\"}\n{\"text\": \"long enough\"}\n");

        Forecast forecast = rest.explain(new InsightResource.Trial(RECIPE, null, input, OptionalInt.empty()));

        assertThat(forecast.sampled()).isEqualTo(2);
        assertThat(forecast.steps()).singleElement().satisfies(step -> {
            assertThat(step.kept()).isEqualTo(1);
            assertThat(step.operators()).extracting(Forecast.OperatorForecast::dropped).containsExactly(1L);
        });
        StepForecast step = rpc.explainRecipe(ExplainRecipeRequest.newBuilder().setRecipe(RECIPE).setInput(input).build()).getSteps(0);
        assertThat(step.getKept()).isEqualTo(1);
        assertThat(step.getOperators(0).getOperator()).isEqualTo("text_length");
        assertThat(step.getOperators(0).getDropped()).isEqualTo(1);
    }

    @Test
    void explainingHasLimits() {
        String input = upload("{\"text\": \"short\"}\n");
        String large = upload("{\"text\": \"" + "long ".repeat(30) + "\"}\n");

        assertThat(refusal(RECIPE, input, 51)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refusal(RECIPE, large, 50)).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refusal(RECIPE, "no digest", 50)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refusal(null, input, 50)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refusal("name: nothing", input, 50)).isEqualTo(ErrorCode.INVALID_RECIPE);
    }

    private ErrorCode refusal(String recipe, String input, int samples) {
        InsightResource.Trial trial = new InsightResource.Trial(recipe, null, input, OptionalInt.of(samples));
        return catchThrowableOfType(TandemException.class, () -> rest.explain(trial)).code();
    }

    private String upload(String rows) {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        Digest file = store.contents().put(bytes, ObjectKey::blob);
        InputManifest manifest = new InputManifest(
                InputManifest.FORMAT, List.of(new InputManifest.Entry("rows.jsonl", file, bytes.length)));
        return manifest.store(store.contents()).hex();
    }
}
