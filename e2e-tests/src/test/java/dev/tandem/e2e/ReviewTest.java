package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.tandem.core.run.ReviewRecord.State;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.proto.gateway.v1.ExportSamplesRequest;
import dev.tandem.proto.gateway.v1.LabelServiceGrpc;
import dev.tandem.proto.gateway.v1.ReviewRunRequest;
import dev.tandem.proto.gateway.v1.ReviewRunResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that waits for people, who label a sample and bring their labels. */
@OnSharedServer
class ReviewTest {
    private static final int ROWS = 40;

    @TempDir
    Path folder;

    private Path recipe(String name, String review) {
        return Recipes.write(folder.resolve("reviewed.yaml"), """
                name: %s
                stages:
                  - name: long-enough
                    review: {%s}
                    operators: [jsonl, {text_length: {min_len: 20}}]
                  - name: all
                    publish: %s
                    operators: [{text_length: {min_len: 1}}]
                publish: {formats: [jsonl]}
                """.formatted(name, review, name));
    }

    private Path rows() {
        return Recipes.write(folder.resolve("rows.jsonl"), IntStream.rangeClosed(1, ROWS)
                .mapToObj(i -> "{\"text\": \"" + "x".repeat(i) + "\"}\n")
                .collect(Collectors.joining()));
    }

    private static String waiting(GatewayCalls gateway, String recipe) {
        return await().atMost(TandemProcess.PATIENCE).until(
                () -> {
                    JsonNode runs = gateway.get("/api/v1/runs?recipe=" + recipe + "&state=in_review").json();
                    return runs.isEmpty() ? "" : runs.get(0).get("run").asText();
                },
                run -> !run.isEmpty());
    }

    /** Good is what has at least this many letters. */
    private static String labelled(String exported, int least) {
        return exported.lines()
                .map(line -> {
                    String text = line.replaceAll(".*\"text\":\"(x+)\".*", "$1");
                    return line.replace("\"label\":\"\"", "\"label\":\"" + (text.length() >= least ? "good" : "bad") + "\"")
                            .replace("\"annotator\":\"\"", "\"annotator\":\"ann\"");
                })
                .collect(Collectors.joining("\n"));
    }

    @Test
    void peopleLetARunGoOnAndTheirLabelsAreADataSet(SharedServer.Running server) {
        TandemHome tandem = server.client();
        GatewayCalls gateway = new GatewayCalls(server.address());
        String run = submit(gateway, "reviewed", "sample: 10, min_agreement: 0.8");
        String status = gateway.get("/api/v1/runs/" + run).text();
        assertThat(status).contains("waits for people to look at 10 samples", "labels export " + run);

        String exported = tandem.run("labels", "export", run).out();
        assertThat(exported.lines()).hasSize(10);
        assertThat(gateway.get("/api/v1/labels/samples?of=" + run).text().strip()).isEqualTo(exported.strip());
        String labels = labelled(exported.strip(), 20);
        assertThat(gateway.post("/api/v1/runs/" + run + "/review", labels.substring(0, labels.lastIndexOf('\n'))).text())
                .contains("1 of the 10 samples of the review have no label");

        Path file = Recipes.write(folder.resolve("labels.jsonl"), labels);
        RunRecord reviewed = tandem.run("review", run, "--labels", file, "--json").run();
        assertThat(reviewed.reviews().getFirst().state()).isEqualTo(State.AGREED);
        assertThat(reviewed.reviews().getFirst().answer().orElseThrow().labels()).startsWith("labels-reviewed@");
        await().atMost(TandemProcess.PATIENCE).until(() -> gateway.run(run).status() == RunStatus.COMPLETED);

        assertThat(gateway.get("/api/v1/datasets").text()).contains("labels-reviewed");
        JsonNode agreement = gateway.post("/api/v1/runs/" + run + "/agreement?stage=long-enough", labels).json();
        assertThat(agreement.at("/verdict/same").asInt()).isEqualTo(10);
        assertThat(agreement.at("/judges/0/feature").asText()).isEqualTo("text_length.text_len");
        assertThat(gateway.post("/api/v1/labels?name=again", labels).json().get("labels").asInt()).isEqualTo(10);
        assertThat(gateway.get("/api/v1/labels/samples?of=reviewed&samples=4&format=label-studio").json()).hasSize(4);
        assertThat(gateway.post("/api/v1/labels/preferences?name=pairs", labels).text()).contains("there are no preferences in them");
    }

    /** Submits a run, and returns its name when it waits. */
    private String submit(GatewayCalls gateway, String name, String review) {
        String yaml = Published.read(recipe(name, review));
        gateway.post("/api/v1/runs", Map.of("recipe", yaml, "file", "r.yaml", "input", gateway.input(rows())));
        return waiting(gateway, name);
    }

    @Test
    void peopleStopARunOverGrpc(SharedServer.Running server) {
        GatewayCalls gateway = new GatewayCalls(server.address());
        ManagedChannel channel = ManagedChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
                .usePlaintext()
                .build();
        try {
            String run = submit(gateway, "stopped", "sample: 8, timeout: 1d");
            LabelServiceGrpc.LabelServiceBlockingStub stub = LabelServiceGrpc.newBlockingStub(channel);
            String exported = stub.exportSamples(ExportSamplesRequest.newBuilder().setOf(run).build()).getFile().toStringUtf8();
            ReviewRunResponse response = stub.reviewRun(ReviewRunRequest.newBuilder()
                    .setRun(run)
                    .setBy("ann")
                    .setFile(ByteString.copyFromUtf8(labelled(exported, 1_000)))
                    .build());
            assertThat(response.getRun().getReviews(0).getState()).isEqualTo("DISAGREED");
            assertThat(response.getRun().getReviews(0).getKeptGood()).isZero();
            await().atMost(TandemProcess.PATIENCE).until(() -> gateway.run(run).status().finished());
            RunRecord failed = gateway.run(run);
            assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(failed.error().orElseThrow()).startsWith("REVIEW_DISAGREED: People judged 0.500 of the sample");
        } finally {
            channel.shutdownNow();
        }
    }
}
