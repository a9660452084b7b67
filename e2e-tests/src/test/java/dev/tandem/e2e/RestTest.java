package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.PublishedFile;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST interface, as a program uses it. */
@OnSharedServer
class RestTest {
    @TempDir
    static Path folder;

    private static GatewayCalls gateway;
    private static String input;
    private static RunRecord run;

    @BeforeAll
    static void submitARun(SharedServer.Running server) {
        gateway = new GatewayCalls(server.address());
        Path rows = Recipes.write(
                folder.resolve("rest.jsonl"), "{\"text\": \"a good row\"}\n{\"text\": \"another good row\"}\nno json\n");
        input = gateway.input(rows);
        run = finished(submit());
    }

    private static String submit() {
        String recipe = Published.read(Recipes.reading(folder, "jsonl", "max_failed_ratio: 1"));
        GatewayCalls.Answer answer =
                gateway.post("/api/v1/runs", Map.of("recipe", recipe, "file", "reading.yaml", "input", input));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("run").asText();
    }

    private static RunRecord finished(String name) {
        return await().atMost(TandemProcess.PATIENCE).until(() -> gateway.run(name), record -> record.status().finished());
    }

    @Test
    void submittedRunCompletes() {
        assertThat(run.status()).as(run.toString()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.report()).isPresent();
        Conservation.verify(run);
        assertThat(gateway.get("/api/v1/runs/" + run.run() + "/report").contentType()).startsWith("text/html");
    }

    @Test
    void eventsEndWithTheFinishedRun() {
        for (String name : List.of(submit(), run.run())) {
            GatewayCalls.Answer events = gateway.get("/api/v1/runs/" + name + "/events");
            assertThat(events.contentType()).startsWith("text/event-stream");
            List<RunRecord> told = events.text().lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> Json.read(line.substring("data:".length()), RunRecord.class))
                    .toList();
            assertThat(told).isNotEmpty().allMatch(record -> record.run().equals(name));
            assertThat(told.getLast()).isEqualTo(gateway.run(name));
        }
    }

    @Test
    void manyRunsAreListedPageByPageEachOnce() {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            submitted.add(submit());
        }
        List<String> listed = new ArrayList<>();
        List<RunRecord> page = page("?limit=10");
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(10);
            page.forEach(record -> listed.add(record.run()));
            page = page("?limit=10&after=" + page.getLast().run());
        }
        assertThat(listed).doesNotHaveDuplicates().containsAll(submitted).contains(run.run());
        // The names hold the time to the millisecond; of runs of one millisecond any may come first.
        assertThat(listed.stream().map(RestTest::time).toList()).isSortedAccordingTo((a, b) -> b.compareTo(a));
        submitted.forEach(RestTest::finished);
        assertThat(gateway.get("/api/v1/runs?limit=0").status()).isEqualTo(400);
        assertThat(gateway.get("/api/v1/runs?limit=1001").status()).isEqualTo(400);
    }

    @Test
    void runsAreListedAndCountedByRecipeAndState() {
        String name = submit();
        finished(name);
        assertThat(page("?recipe=reading&state=completed&limit=1000")).isNotEmpty().allSatisfy(found -> {
            assertThat(found.recipe()).isEqualTo("reading");
            assertThat(found.status()).isEqualTo(RunStatus.COMPLETED);
        }).anySatisfy(found -> assertThat(found.run()).isEqualTo(name));
        assertThat(page("?recipe=no-such-recipe")).isEmpty();
        assertThat(page("?recipe=reading&state=paused")).isEmpty();
        assertThat(count("?recipe=reading&state=completed")).isPositive();
        assertThat(count("?recipe=no-such-recipe")).isZero();
        assertThat(count("")).isGreaterThanOrEqualTo(count("?state=COMPLETED"));
        for (String path : List.of("/api/v1/runs", "/api/v1/runs/count")) {
            assertError(gateway.get(path + "?state=sleeping"), 400, "INVALID_ARGUMENT", "expected one of running, paused");
        }
    }

    private static long count(String query) {
        return gateway.get("/api/v1/runs/count" + query).json().get("runs").asLong();
    }

    private static List<RunRecord> page(String query) {
        return gateway.get("/api/v1/runs" + query).json(new TypeReference<List<RunRecord>>() {});
    }

    private static String time(String name) {
        return name.replaceAll(".*-([0-9]{8}-[0-9]{6}\\.[0-9]{3})-[0-9a-f]+", "$1");
    }

    @Test
    void sampleIsExplained() {
        JsonNode explained = gateway.get("/api/v1/samples?sample=rest.jsonl%231&run=" + run.run()).json();
        assertThat(explained.get("source").asText()).isEqualTo("rest.jsonl#1");
        assertThat(explained.get("datasets").get(0).asText()).isEqualTo("all");
        assertError(gateway.get("/api/v1/samples"), 400, "INVALID_ARGUMENT", "'sample' is missing");
        assertError(gateway.get("/api/v1/samples?sample=ffffffffffffffff"), 404, "NOT_FOUND", "No sample");
        assertError(gateway.get("/api/v1/samples?sample=x&run=no-run"), 404, "NOT_FOUND", "no-run");
    }

    @Test
    void otherLimitsAreAnsweredFromWhatTheRunMeasured() {
        String path = "/api/v1/runs/" + run.run() + "/what-if";
        JsonNode step = gateway.post(path, Map.of("parameters", Map.of("text_length.min_len", 12))).json().get("steps").get(0);
        assertThat(step.get("keptBefore").asInt() + " to " + step.get("keptAfter").asInt()).isEqualTo("2 to 1");
        assertThat(step.get("examples").get(0).get("source").asText()).isEqualTo("rest.jsonl#1");
        assertError(gateway.post(path, Map.of()), 400, "INVALID_ARGUMENT", "'parameters'");
        assertError(
                gateway.post(path, Map.of("parameters", Map.of("text_lenght.min_len", 1))), 400, "INVALID_ARGUMENT",
                "did you mean 'text_length'?");
        assertError(
                gateway.post("/api/v1/runs/no-run/what-if", Map.of("parameters", Map.of("a.b", 1))), 404, "NOT_FOUND", "no-run");
    }

    @Test
    void versionsAreCompared() {
        String version = run.datasets().getFirst().version().hex();
        JsonNode diff = gateway.get("/api/v1/diff?a=" + version + "&b=all@" + version).json();
        assertThat(diff.get("samples").get("same").asInt()).isEqualTo(2);
        assertThat(diff.get("made")).isEmpty();
        assertError(gateway.get("/api/v1/diff?a=all"), 400, "INVALID_ARGUMENT", "'b'");
        assertError(gateway.get("/api/v1/diff?a=all&b=no-such-set"), 404, "NOT_FOUND", "no-such-set");
        assertError(gateway.get("/api/v1/diff?a=all&b=all@..%2f..%2fx"), 400, "INVALID_ARGUMENT", "no version");
    }

    @Test
    void publishedFilesAreDownloadedAsTheyWerePublished() {
        String version = run.datasets().getFirst().version().hex();
        byte[] manifest = gateway.get("/api/v1/datasets/all/" + version).bytes();
        assertThat(Digest.of(manifest).hex()).isEqualTo(version);
        for (PublishedFile file : Json.read(manifest, DatasetManifest.class).files()) {
            byte[] bytes = gateway.get("/api/v1/datasets/all/" + version + "/files/" + file.path()).bytes();
            assertThat(Digest.of(bytes)).isEqualTo(file.digest());
        }
        assertThat(gateway.get("/api/v1/datasets").json().findValuesAsText("name")).contains("all");
        assertThat(gateway.get("/api/v1/datasets/all").json().get("name").asText()).isEqualTo("all");
    }

    @Test
    void pathsThatLeaveADataSetFindNothing() {
        String files = "/api/v1/datasets/all/" + run.datasets().getFirst().version() + "/files/";
        for (String path : List.of("..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "jsonl/../../../../etc/passwd", "%00")) {
            GatewayCalls.Answer answer = gateway.get(files + path);
            assertThat(answer.status()).as(path + ": " + answer.text()).isBetween(400, 404);
            assertThat(answer.text()).doesNotContain("root:");
        }
        assertError(gateway.get("/api/v1/datasets/..%2f..%2fx"), 400, "INVALID_ARGUMENT", "not a valid name");
        assertError(gateway.get("/api/v1/datasets/none"), 404, "NOT_FOUND", "none");
        assertError(gateway.get("/api/v1/datasets/all/not-a-digest"), 400, "INVALID_ARGUMENT", "64");
    }

    @Test
    void uploadWithOtherBytesThanItsDigestIsRefused() {
        Digest expected = Digest.of("what was promised " + System.nanoTime());
        assertError(
                gateway.put("/api/v1/inputs/files/" + expected, "something else".getBytes(StandardCharsets.UTF_8)),
                400, "INVALID_ARGUMENT", "expected " + expected.abbreviated());
        assertThat(gateway.get("/api/v1/inputs/files/" + expected).json().get("present").asBoolean()).isFalse();
        assertError(gateway.put("/api/v1/inputs/files/xyz", new byte[1]), 400, "INVALID_ARGUMENT", "64");
        assertError(
                gateway.post("/api/v1/inputs", Map.of("format", 1, "files", List.of(
                        Map.of("name", "a", "digest", expected, "size", 1)))),
                404, "NOT_FOUND", "has not been uploaded");
        assertError(
                gateway.post("/api/v1/inputs", Map.of("format", 1, "files", List.of(
                        Map.of("name", "../a", "digest", expected, "size", 1)))),
                400, "INVALID_ARGUMENT", "../a");
        assertError(gateway.post("/api/v1/inputs", Map.of("format", 1)), 400, "EMPTY_INPUT", "no files");
    }

    @Test
    void whateverIsWrongIsAnsweredAsJson() {
        assertError(gateway.get("/api/v1/runs/no-run"), 404, "NOT_FOUND", "no-run");
        assertError(gateway.get("/api/v1/runs/no-run/events"), 404, "NOT_FOUND", "no-run");
        assertError(gateway.post("/api/v1/runs/no-run/cancel", Map.of()), 404, "NOT_FOUND", "no-run");
        assertError(gateway.post("/api/v1/runs", Map.of()), 400, "INVALID_ARGUMENT", "'recipe'");
        assertError(gateway.post("/api/v1/runs", "{no json"), 400, "INVALID_ARGUMENT", "JSON");
        assertError(gateway.post("/api/v1/runs", Map.of("recipe", "name: x", "input", input)), 400, "INVALID_RECIPE", "'stages'");
        String recipe = Published.read(Recipes.reading(folder, "jsonl", ""));
        assertError(gateway.post("/api/v1/runs", Map.of("recipe", recipe, "input", "12")), 400, "INVALID_ARGUMENT", "'input'");
        assertError(
                gateway.post("/api/v1/runs", Map.of("recipe", recipe, "input", Digest.of("nothing"))), 404, "NOT_FOUND", "");
        assertError(gateway.delete("/api/v1/runs"), 405, "INVALID_ARGUMENT", "");
        assertError(gateway.get("/api/v1/nothing"), 404, "NOT_FOUND", "/q/openapi");
    }

    @Test
    void aPromptIsAddedOnceAndListedWithThoseThatTandemComesWith() {
        String yaml = "id: of_test\nversion: 1\ndescription: A test.\nvariables: {a: text}\ntext: 'See {{a}}'\n";
        assertThat(gateway.put("/api/v1/prompts", yaml.getBytes()).json().get("reference").asText()).isEqualTo("of_test@1");
        assertThat(gateway.put("/api/v1/prompts", yaml.getBytes()).status()).isEqualTo(200);
        assertThat(gateway.get("/api/v1/prompts").json().findValuesAsText("reference")).contains("of_test@1", "recaption@1");
        assertError(gateway.put("/api/v1/prompts", yaml.replace("See", "Look at").getBytes()), 400, "INVALID_ARGUMENT", "next version");
        assertError(gateway.put("/api/v1/prompts", "id: [".getBytes()), 400, "INVALID_ARGUMENT", "not valid YAML");
        assertError(gateway.post("/api/v1/prompts/compare", Map.of("a", "of_test@1")), 400, "INVALID_ARGUMENT", "'b'");
        Map<String, Object> asked = Map.of("a", "of_test@1", "b", "of_test@1", "operator", "recaption", "reader", "images",
                "input", Digest.of("nothing"));
        assertError(gateway.post("/api/v1/prompts/compare", asked), 400, "INVALID_ARGUMENT", "twice");
    }

    private static void assertError(GatewayCalls.Answer answer, int status, String code, String message) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.json().get("code").asText()).as(answer.text()).isEqualTo(code);
        assertThat(answer.json().get("message").asText()).contains(message);
        assertThat(answer.json().has("type")).isTrue();
    }

    @Test
    void descriptionHealthAndMetricsAreServed(SharedServer.Running server) {
        JsonNode paths = gateway.get("/q/openapi?format=json").json().get("paths");
        assertThat(paths.properties().stream().map(Map.Entry::getKey).toList()).containsExactlyInAnyOrder(
                "/api/v1/datasets",
                "/api/v1/datasets/{name}",
                "/api/v1/datasets/{name}/{version}",
                "/api/v1/datasets/{name}/{version}/files/{path}",
                "/api/v1/diff",
                "/api/v1/doctor",
                "/api/v1/eval-sets",
                "/api/v1/eval-sets/{name}",
                "/api/v1/experiments",
                "/api/v1/experiments/{name}",
                "/api/v1/experiments/{name}/cancel",
                "/api/v1/experiments/{name}/promote",
                "/api/v1/explain",
                "/api/v1/garbage",
                "/api/v1/indexes",
                "/api/v1/indexes/{name}/remove",
                "/api/v1/inputs",
                "/api/v1/inputs/files/{digest}",
                "/api/v1/labels",
                "/api/v1/labels/preferences",
                "/api/v1/labels/samples",
                "/api/v1/models",
                "/api/v1/models/{name}",
                "/api/v1/models/{name}/check",
                "/api/v1/models/{name}/load",
                "/api/v1/models/{name}/try",
                "/api/v1/models/{name}/unload",
                "/api/v1/operators",
                "/api/v1/prompts",
                "/api/v1/prompts/compare",
                "/api/v1/rounds",
                "/api/v1/rounds/{name}",
                "/api/v1/rounds/{name}/cancel",
                "/api/v1/rounds/{name}/pause",
                "/api/v1/rounds/{name}/report",
                "/api/v1/rounds/{name}/resume",
                "/api/v1/rounds/{name}/review",
                "/api/v1/runs",
                "/api/v1/runs/count",
                "/api/v1/runs/{run}",
                "/api/v1/runs/{run}/agreement",
                "/api/v1/runs/{run}/calibrate",
                "/api/v1/runs/{run}/cancel",
                "/api/v1/runs/{run}/change",
                "/api/v1/runs/{run}/clusters",
                "/api/v1/runs/{run}/events",
                "/api/v1/runs/{run}/pause",
                "/api/v1/runs/{run}/report",
                "/api/v1/runs/{run}/resume",
                "/api/v1/runs/{run}/review",
                "/api/v1/runs/{run}/what-if",
                "/api/v1/samples");
        JsonNode health = gateway.get("/q/health/ready").json();
        assertThat(health.get("status").asText()).isEqualTo("UP");
        assertThat(health.get("checks").findValuesAsText("name")).contains("object store");
        assertThat(gateway.get("/q/metrics").text()).contains("http_server_requests", "jvm_memory_used_bytes");
        assertThat(gateway.get("/api/v1/operators").json().findValuesAsText("name")).contains("minhash", "jsonl", "text_length");
        assertThat(server.address()).extracting(URI::getHost).isEqualTo("127.0.0.1");
    }
}
