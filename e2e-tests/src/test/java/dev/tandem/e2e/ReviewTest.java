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

    private Path recipe(String review) {
        return Recipes.write(folder.resolve("reviewed.yaml"), """
                name: reviewed
                stages:
                  - name: long-enough
                    review: {%s}
                    operators: [jsonl, {text_length: {min_len: 20}}]
                  - name: all
                    publish: reviewed
                    operators: [{text_length: {min_len: 1}}]
                publish: {formats: [jsonl]}
                """.formatted(review));
    }

    private Path rows() {
        return Recipes.write(folder.resolve("rows.jsonl"), IntStream.rangeClosed(1, ROWS)
                .mapToObj(i -> "{\"text\": \"" + "x".repeat(i) + "\"}\n")
                .collect(Collectors.joining()));
    }

    private static String waiting(GatewayCalls gateway) {
        return await().atMost(TandemProcess.PATIENCE).until(
                () -> {
                    JsonNode runs = gateway.get("/api/v1/runs?recipe=reviewed&state=in_review").json();
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
        try (TandemProcess waiting =
                tandem.start("run", recipe("sample: 10, min_agreement: 0.8"), "--input", rows(), "--output", folder.resolve("o"))) {
            String run = waiting(new GatewayCalls(server.address()));
            assertThat(tandem.run("status", run).out()).contains("waits for people to look at 10 samples", "labels export " + run);

            String exported = tandem.run("labels", "export", run).out();
            assertThat(exported.lines()).hasSize(10);
            assertThat(tandem.run("labels", "export", run).out()).isEqualTo(exported);
            String nine = labelled(exported, 20).lines().limit(9).collect(Collectors.joining("\n"));
            Path few = Recipes.write(folder.resolve("few.jsonl"), nine);
            assertThat(tandem.run("review", run, "--labels", few).err()).contains("1 of the 10 samples of the review have no label");

            Path labels = Recipes.write(folder.resolve("labels.jsonl"), labelled(exported, 20));
            RunRecord reviewed = tandem.run("review", run, "--labels", labels, "--json").run();
            assertThat(reviewed.reviews().getFirst().state()).isEqualTo(State.AGREED);
            assertThat(reviewed.reviews().getFirst().answer().orElseThrow().labels()).startsWith("labels-reviewed@");
            Outcome outcome = waiting.outcome();
            assertThat(outcome.exitCode()).as(outcome.text()).isZero();

            assertThat(tandem.run("sets").out()).contains("labels-reviewed");
            assertThat(tandem.run("agreement", run, "--stage", "long-enough", "--labels", labels).out())
                    .contains("in 10 of 10", "text_length.text_len");
            JsonNode again = tandem.run("labels", "import", labels, "--name", "again", "--json").json();
            assertThat(again.get("labels").asInt()).isEqualTo(10);
            assertThat(tandem.run("labels", "export", "reviewed", "--sample", "4", "--format", "label-studio").json()).hasSize(4);
            assertThat(tandem.run("labels", "preferences", labels, "--name", "pairs").err()).contains("there are no preferences in them");
        }
    }

    @Test
    void peopleStopARunOverGrpc(SharedServer.Running server) {
        TandemHome tandem = server.client();
        ManagedChannel channel = ManagedChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
                .usePlaintext()
                .build();
        try (TandemProcess waiting =
                tandem.start("run", recipe("sample: 8, timeout: 1d"), "--input", rows(), "--output", folder.resolve("o"))) {
            String run = waiting(new GatewayCalls(server.address()));
            LabelServiceGrpc.LabelServiceBlockingStub stub = LabelServiceGrpc.newBlockingStub(channel);
            String exported = stub.exportSamples(ExportSamplesRequest.newBuilder().setOf(run).build()).getFile().toStringUtf8();
            ReviewRunResponse response = stub.reviewRun(ReviewRunRequest.newBuilder()
                    .setRun(run)
                    .setBy("ann")
                    .setFile(ByteString.copyFromUtf8(labelled(exported, 1_000)))
                    .build());
            assertThat(response.getRun().getReviews(0).getState()).isEqualTo("DISAGREED");
            assertThat(response.getRun().getReviews(0).getKeptGood()).isZero();
            Outcome outcome = waiting.outcome();
            assertThat(outcome.exitCode()).as(outcome.text()).isEqualTo(2);
            assertThat(outcome.text()).contains("REVIEW_DISAGREED: People judged 0.500 of the sample");
            assertThat(tandem.run("status", run, "--json").run().status()).isEqualTo(RunStatus.FAILED);
        } finally {
            channel.shutdownNow();
        }
    }
}
