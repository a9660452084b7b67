package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.run.RunRecord;
import dev.tandem.proto.gateway.v1.IndexRemoval;
import dev.tandem.proto.gateway.v1.IndexServiceGrpc;
import dev.tandem.proto.gateway.v1.ListIndexesRequest;
import dev.tandem.proto.gateway.v1.RemoveFromIndexRequest;
import dev.tandem.proto.gateway.v1.RemoveFromIndexResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run compares with the samples of earlier ones. */
@OnSharedServer
class IndexTest {
    private static final String RECIPE = """
            name: crawls
            stages:
              - name: pages
                publish: %s
                %s
                operators: [jsonl, {minhash: {jaccard_threshold: %s}}]
            publish: {formats: [jsonl]}
            """;

    @TempDir
    Path folder;

    private SharedServer.Running server;
    private TandemHome tandem;
    private RunRecord last;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running running) {
        server = running;
        tandem = server.client();
    }

    private static String page(String topic, String change) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append(i == 30 ? change : topic + i).append(' ');
        }
        return Json.text(Map.of("text", text.toString().strip())) + "\n";
    }

    private static String crawl(String change) {
        return Stream.of("a", "b", "c", "d", "e", "f").map(topic -> page(topic, change)).collect(Collectors.joining());
    }

    /** Sources of the samples that a run publishes. */
    private Set<String> run(String dataset, String index, String threshold, Path input) {
        Path recipe = Recipes.write(folder.resolve(dataset + ".yaml"), RECIPE.formatted(dataset, index, threshold));
        Path output = folder.resolve("out-" + dataset);
        Outcome outcome = tandem.run("run", recipe, "--input", input, "--output", output, "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        Set<String> sources = new TreeSet<>();
        try (Stream<Path> files = Files.walk(output)) {
            files.filter(file -> file.toString().endsWith(".jsonl")).forEach(file -> Published.read(file).lines()
                    .forEach(line -> sources.add(Json.read(line, JsonNode.class).get("source").asText())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        last = outcome.json(RunRecord.class);
        assertThat(sources).hasSize((int) last.datasets().getFirst().samples());
        return sources;
    }

    @Test
    void whatEarlierRunsHadIsComparedWithAsIfItWereInTheRunItself() throws IOException {
        Path both = Files.createDirectory(folder.resolve("both"));
        Path first = Recipes.write(both.resolve("first.jsonl"), page("a", "same") + page("b", "same") + page("c", "same"));
        Path second = Recipes.write(
                both.resolve("second.jsonl"), page("a", "other") + page("b", "same") + page("d", "new") + page("d", "newer"));

        Set<String> together = run("together", "", "0.7", both);
        Set<String> ofFirst = run("first-crawl", "index: crawled", "0.7", first);
        Set<String> ofSecond = run("second-crawl", "index: crawled", "0.7", second);

        assertThat(together).hasSize(4);
        assertThat(ofFirst).containsExactly("first.jsonl#1", "first.jsonl#2", "first.jsonl#3");
        Set<String> expected = new TreeSet<>(together);
        expected.removeIf(source -> !source.startsWith("second"));
        assertThat(ofSecond).isEqualTo(expected).hasSizeLessThan(4);

        String clusters = tandem.run("clusters", last.run()).out();
        assertThat(clusters).contains("first.jsonl#", "(earlier of 'first-crawl', run crawls-", "a0 a1 a2");

        assertThat(run("second-crawl", "index: crawled", "0.7", second)).as("the same again").isEqualTo(ofSecond);
        Outcome listed = tandem.run("indexes");
        assertThat(listed.out()).contains("crawled", "minhash", "jaccard_threshold=0.7");
    }

    @Test
    void samplesThatAreRemovedFromAnIndexAreNoLongerDuplicatesOfNewOnes() {
        Path first = Recipes.write(folder.resolve("old.jsonl"), crawl("same"));
        Path second = Recipes.write(folder.resolve("new.jsonl"), crawl("other"));
        run("old", "index: taken-down", "0.7", first);
        Path ids = Recipes.write(folder.resolve("ids.txt"), Published.read(folder.resolve("out-old/old/jsonl/part-00000.jsonl"))
                .lines().map(line -> Json.read(line, JsonNode.class).get("id").asText()).collect(Collectors.joining("\n\n")));

        JsonNode removed = tandem.run("indexes", "remove", "taken-down", "--ids", ids, "0".repeat(64), "--json").json();
        assertThat(removed.get("removed").asInt()).isEqualTo(6);
        assertThat(removed.get("missing").get(0).asText()).isEqualTo("0".repeat(64));
        assertThat(tandem.run("indexes", "remove", "taken-down", "--ids", ids).out()).contains("0 samples were removed; 6 were not");
        // With the old pages there, some of these would not stay: of two pages that are alike, the one with the smaller id does.
        assertThat(run("new", "index: taken-down", "0.7", second)).hasSize(6);

        JsonNode version = tandem.run("indexes", "--json").json().get("taken-down");
        assertThat(version.get("removals")).hasSize(1).allSatisfy(removal ->
                assertThat(removal.get("by").asText()).isEqualTo(System.getProperty("user.name")));
        askOverGrpc();
        GatewayCalls gateway = new GatewayCalls(server.address());
        String path = "/api/v1/indexes/";
        assertThat(gateway.post(path + "no-index/remove", Map.of("ids", List.of("0".repeat(64)))).status()).isEqualTo(404);
        assertThat(gateway.post(path + "taken-down/remove", Map.of()).text()).contains("INVALID_ARGUMENT", "'ids'");
        assertThat(gateway.post(path + "taken-down/remove", Map.of("ids", List.of("x"))).text()).contains("INVALID_ARGUMENT", "'x'");
        assertThat(gateway.post(path + "a%2fb/remove", Map.of("ids", List.of("0".repeat(64)))).text()).contains("INVALID_ARGUMENT");
        Outcome unknown = tandem.run("indexes", "remove", "taken-down", "--ids", "no-file");
        assertThat(unknown.text()).contains("UNREADABLE_INPUT", "neither an id");
    }

    private void askOverGrpc() {
        ManagedChannel channel = ManagedChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
                .usePlaintext()
                .build();
        try {
            IndexServiceGrpc.IndexServiceBlockingStub indexes = IndexServiceGrpc.newBlockingStub(channel);
            RemoveFromIndexResponse removed = indexes.removeFromIndex(RemoveFromIndexRequest.newBuilder()
                    .setName("taken-down").addIds("1".repeat(64)).setBy("me").build());
            assertThat(List.of(removed.getRemoved(), removed.getMissing(0))).isEqualTo(List.of(0, "1".repeat(64)));
            assertThat(indexes.listIndexes(ListIndexesRequest.getDefaultInstance()).getIndexesList())
                    .filteredOn(index -> index.getName().equals("taken-down"))
                    .singleElement()
                    .satisfies(index -> {
                        assertThat(index.getOperator()).isEqualTo("minhash");
                        assertThat(index.getParametersJson()).contains("jaccard_threshold");
                        assertThat(index.getShards()).isEqualTo(2);
                        assertThat(index.getRemovalsList()).singleElement().extracting(IndexRemoval::getSamples).isEqualTo(6);
                    });
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void anIndexOfOtherParametersIsRefused() {
        Path rows = Recipes.write(folder.resolve("rows.jsonl"), page("x", "y"));
        run("strict", "index: by-threshold", "0.9", rows);
        Path recipe = Recipes.write(folder.resolve("loose.yaml"), RECIPE.formatted("loose", "index: by-threshold", "0.5"));

        Outcome refused = tandem.run("run", recipe, "--input", rows, "--output", folder.resolve("loose"));
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.text()).contains("INVALID_RECIPE", "by-threshold", "jaccard_threshold=0.9", "another name");
    }
}
