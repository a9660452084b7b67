package dev.tandem.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.calibration.Calibration;
import dev.tandem.core.comparison.PromptComparison;
import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.doctor.Examination;
import dev.tandem.core.doctor.Finding;
import dev.tandem.core.duplicates.DuplicateIndexes;
import dev.tandem.core.duplicates.StepClusters;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationFile;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationLeaf;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.explain.Explanation;
import dev.tandem.core.garbage.GarbageReport;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.json.Json;
import dev.tandem.core.labels.JudgeReport;
import dev.tandem.core.model.Digest;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.trace.TraceHeaders;
import dev.tandem.core.whatif.WhatIfAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway's REST interface. */
final class GatewayClient {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String DATA = "data:";
    private static final int UNAUTHORIZED = 401;

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

    private final Optional<String> token;

    /** @param token by which the gateway knows the caller */
    GatewayClient(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    URI base() {
        return base;
    }

    boolean hasFile(Digest digest) {
        return Json.read(get("/inputs/files/" + digest), new TypeReference<Map<String, Boolean>>() {}).get("present");
    }

    void upload(Digest digest, Path file) throws IOException {
        send(request("/inputs/files/" + digest).PUT(HttpRequest.BodyPublishers.ofFile(file)).build());
    }

    Digest createInput(InputManifest manifest) {
        byte[] answer = post("/inputs", Json.bytes(manifest));
        return new Digest(Json.read(answer, new TypeReference<Map<String, String>>() {}).get("input"));
    }

    RunRecord submit(String recipe, String file, Digest input) {
        return Json.read(
                post("/runs", Json.bytes(Map.of("recipe", recipe, "file", file, "input", input))), RunRecord.class);
    }

    RunRecord status(String run) {
        return Json.read(get("/runs/" + encode(run)), RunRecord.class);
    }

    /** Cancels, pauses or resumes a run; who did stands with it. */
    RunRecord act(String run, String action) {
        return Json.read(post(action(run, action), new byte[0]), RunRecord.class);
    }

    /**
     * Changes a run.
     *
     * @param change {@code concurrency} and {@code parameters}, as far as they are to be changed
     */
    RunRecord change(String run, Map<String, Object> change) {
        return Json.read(post(action(run, "change"), Json.bytes(change)), RunRecord.class);
    }

    private static String action(String run, String action) {
        return "/runs/" + encode(run) + "/" + action + by();
    }

    /** Who asks, as a query. */
    static String by() {
        return "?by=" + encode(System.getProperty("user.name", "unknown"));
    }

    /** The newest runs. */
    List<RunRecord> runs(Optional<String> recipe, Optional<String> state, int limit) {
        return Json.read(get("/runs?limit=" + limit + filter(recipe, state)), new TypeReference<List<RunRecord>>() {});
    }

    long countRuns(Optional<String> recipe, Optional<String> state) {
        byte[] answer = get("/runs/count?" + filter(recipe, state));
        return Json.read(answer, new TypeReference<Map<String, Long>>() {}).get("runs");
    }

    private static String filter(Optional<String> recipe, Optional<String> state) {
        return recipe.map(name -> "&recipe=" + encode(name)).orElse("") + state.map(name -> "&state=" + encode(name)).orElse("");
    }

    List<Datasets.Named> datasets() {
        return Json.read(get("/datasets"), new TypeReference<List<Datasets.Named>>() {});
    }

    byte[] manifest(String name, Digest version) {
        return get("/datasets/" + encode(name) + "/" + version);
    }

    Explanation explain(String sample, Optional<String> run) {
        String query = "/samples?sample=" + encode(sample) + run.map(name -> "&run=" + encode(name)).orElse("");
        return Json.read(get(query), Explanation.class);
    }

    /** @param values by parameter, as in a recipe */
    WhatIfAnswer whatIf(String run, Map<String, Object> values, int examples) {
        byte[] asked = Json.bytes(Map.of("parameters", values, "examples", examples));
        return Json.read(post("/runs/" + encode(run) + "/what-if", asked), WhatIfAnswer.class);
    }

    Calibration calibrate(String run, Map<String, Object> labels) {
        return Json.read(post("/runs/" + encode(run) + "/calibrate", Json.bytes(labels)), Calibration.class);
    }

    /** Labels that have become a data set. */
    record ImportedLabels(
            String run, String name, Digest version, int labels, int samples, Set<String> annotators, int conflicts,
            Optional<Double> alpha) {}

    /** @param question by name, as the REST interface has them */
    byte[] labelSamples(Map<String, String> question) {
        return get("/labels/samples" + query(question));
    }

    ImportedLabels importLabels(Map<String, String> question, byte[] file) {
        return Json.read(postFile("/labels" + query(question), file), ImportedLabels.class);
    }

    /** Preferences that have become a data set. */
    record MadePreferences(String run, String name, Digest version, int preferences) {}

    MadePreferences makePreferences(Map<String, String> question, byte[] file) {
        return Json.read(postFile("/labels/preferences" + query(question), file), MadePreferences.class);
    }

    RunRecord review(String run, String format, byte[] file) {
        return Json.read(postFile(action(run, "review") + "&format=" + encode(format), file), RunRecord.class);
    }

    JudgeReport agreement(String run, Map<String, String> question, byte[] file) {
        return Json.read(postFile("/runs/" + encode(run) + "/agreement" + query(question), file), JudgeReport.class);
    }

    private static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + encode(value.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    List<StepClusters> clusters(String run, int largest) {
        byte[] answer = get("/runs/" + encode(run) + "/clusters?largest=" + largest);
        return Json.read(answer, new TypeReference<List<StepClusters>>() {});
    }

    Map<String, IndexVersion> indexes() {
        return Json.read(get("/indexes"), new TypeReference<Map<String, IndexVersion>>() {});
    }

    DuplicateIndexes.Removed removeFromIndex(String name, Collection<Digest> ids) {
        return Json.read(post("/indexes/" + encode(name) + "/remove" + by(), Json.bytes(Map.of("ids", ids))),
                DuplicateIndexes.Removed.class);
    }

    DatasetDiff diff(String a, String b, int examples) {
        String query = "/diff?a=" + encode(a) + "&b=" + encode(b) + "&examples=" + examples;
        return Json.read(get(query), DatasetDiff.class);
    }

    /** A set and its first items. */
    record ShownEvaluationSet(EvaluationRegistry.Named set, List<EvaluationItem> items) {}

    EvaluationRegistry.Named addEvaluationSet(
            String name, EvaluationFile.Fields fields, Optional<EvaluationLeaf> leaf, byte[] file) {
        String query = "?id=" + encode(fields.id()) + "&query=" + encode(fields.query()) + "&label=" + encode(fields.label())
                + fields.slices().stream().map(field -> "&slice=" + encode(field)).collect(Collectors.joining())
                + leaf.map(found -> "&leaf=" + found.label()).orElse("");
        HttpRequest request = request("/eval-sets/" + encode(name) + query).PUT(HttpRequest.BodyPublishers.ofByteArray(file)).build();
        return Json.read(send(request), EvaluationRegistry.Named.class);
    }

    List<EvaluationRegistry.Named> evaluationSets() {
        return Json.read(get("/eval-sets"), new TypeReference<List<EvaluationRegistry.Named>>() {});
    }

    ShownEvaluationSet evaluationSet(String name, int items) {
        return Json.read(get("/eval-sets/" + encode(name) + "?items=" + items), ShownEvaluationSet.class);
    }

    /** A model in a list. */
    record ListedModel(
            String name,
            String task,
            Digest digest,
            String place,
            Optional<String> license,
            Optional<String> source,
            List<String> reads,
            List<String> outputs,
            Map<String, String> servers) {}

    /** What a number of an output stands for. */
    record LabelledValue(String label, float value) {}

    /** An output of a model that was tried. */
    record TriedOutput(String name, String meaning, List<Integer> shape, List<Float> values, List<LabelledValue> labels, String text) {}

    List<ListedModel> models() {
        return Json.read(get("/models"), new TypeReference<List<ListedModel>>() {});
    }

    ModelRegistry.Stored addModel(String name, Path zip) throws IOException {
        HttpRequest request = request("/models/" + encode(name)).PUT(HttpRequest.BodyPublishers.ofFile(zip)).build();
        return Json.read(send(request), ModelRegistry.Stored.class);
    }

    /** @param action {@code check}, {@code load} or {@code unload} */
    List<Finding> modelFindings(String name, String action) {
        return Json.read(post("/models/" + encode(name) + "/" + action, new byte[0]), new TypeReference<List<Finding>>() {});
    }

    List<TriedOutput> tryModel(String name, Map<String, String> texts, Map<String, byte[]> images) {
        byte[] asked = Json.bytes(Map.of("texts", texts, "images", images));
        return Json.read(post("/models/" + encode(name) + "/try", asked), new TypeReference<List<TriedOutput>>() {});
    }

    List<PromptsCommand.Told> prompts() {
        return Json.read(get("/prompts"), new TypeReference<List<PromptsCommand.Told>>() {});
    }

    PromptsCommand.Told addPrompt(byte[] yaml) {
        HttpRequest request = request("/prompts").PUT(HttpRequest.BodyPublishers.ofByteArray(yaml)).build();
        return Json.read(send(request), PromptsCommand.Told.class);
    }

    /** Answers when both prompts were tried. */
    PromptComparison comparePrompts(Map<String, Object> asked) {
        return Json.read(post("/prompts/compare", Json.bytes(asked)), PromptComparison.class);
    }

    /** Answers when the collection is done. */
    GarbageReport collectGarbage(Duration grace, Duration keepRuns, boolean delete) {
        Map<String, Object> asked =
                Map.of("graceSeconds", grace.toSeconds(), "keepRunsSeconds", keepRuns.toSeconds(), "delete", delete);
        return Json.read(post("/garbage", Json.bytes(asked)), GarbageReport.class);
    }

    Examination examine() {
        return Json.read(get("/doctor"), Examination.class);
    }

    byte[] report(String run) {
        return get("/runs/" + encode(run) + "/report");
    }

    InputStream file(String dataset, Digest version, String path) {
        HttpRequest request = request("/datasets/" + encode(dataset) + "/" + version + "/files/" + path).build();
        return call(() -> {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw error(response.statusCode(), response.body().readAllBytes());
            }
            return response.body();
        });
    }

    /** Tells every change of a run, until it is finished or the connection breaks; whether anything was heard. */
    boolean listen(String run, Consumer<RunRecord> told) {
        boolean[] heard = {false};
        HttpRequest request = request("/runs/" + encode(run) + "/events").header("Accept", "text/event-stream").build();
        call(() -> {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                lines.filter(line -> line.startsWith(DATA))
                        .map(line -> Json.read(line.substring(DATA.length()).strip(), RunRecord.class))
                        .forEach(record -> {
                            heard[0] = true;
                            told.accept(record);
                        });
            } catch (UncheckedIOException e) {
                // It broke; what became of the run is asked next.
            }
            return null;
        });
        return heard[0];
    }

    byte[] get(String path) {
        return send(request(path).build());
    }

    byte[] post(String path, byte[] json) {
        return post(path, json, "application/json");
    }

    byte[] postFile(String path, byte[] file) {
        return post(path, file, "application/octet-stream");
    }

    byte[] post(String path, byte[] body, String type) {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/api/v1" + path));
        TraceHeaders.current().forEach(request::header);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private byte[] send(HttpRequest request) {
        return call(() -> {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw error(response.statusCode(), response.body());
            }
            return response.body();
        });
    }

    private TandemException error(int status, byte[] body) {
        if (status == UNAUTHORIZED) {
            return new TandemException(ErrorCode.UNAUTHENTICATED, "The gateway at " + base + (token.isPresent()
                    ? " does not know the token. Correct TANDEM_TOKEN or TANDEM_TOKEN_FILE."
                    : " wants to know who calls. Put your token into TANDEM_TOKEN, or its file's name into TANDEM_TOKEN_FILE."));
        }
        try {
            Map<String, String> error = Json.read(body, new TypeReference<Map<String, String>>() {});
            return new TandemException(ErrorCode.valueOf(error.get("code")), error.get("message"));
        } catch (TandemException | IllegalArgumentException | NullPointerException e) {
            String text = new String(body, StandardCharsets.UTF_8);
            return new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "The gateway at " + base + " answered with status "
                    + status + (text.isBlank() ? "" : ": " + text.substring(0, Math.min(300, text.length()))), e);
        }
    }

    private <T> T call(HttpCall<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "The gateway at " + base + " did not answer: " + e
                    + ". If it has ended, run the same command again: finished work is kept. Else check the address, or leave"
                    + " --address out to run on this machine.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted", e);
        }
    }

    static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @FunctionalInterface
    private interface HttpCall<T> {
        T run() throws IOException, InterruptedException;
    }
}
