package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsReview;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunStatus;
import dev.tandem.proto.gateway.v1.CodevServiceGrpc;
import dev.tandem.proto.gateway.v1.GetRoundsRequest;
import dev.tandem.proto.gateway.v1.ListRoundsRequest;
import dev.tandem.proto.gateway.v1.Rounds;
import dev.tandem.training.export.PictureGrid;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data and model take turns over pairs of which some are wrong, as a user sees it. */
@OnSharedServer
class CodevTest {
    private static final int PAIRS = 72;
    private static final Pattern ITEM = Pattern.compile("pair-\\d+\\.png#augment-1-\\d");
    @TempDir
    Path folder;

    private SharedServer.Running server;
    private TandemHome tandem;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running running) {
        server = running;
        tandem = server.client();
    }

    @Test
    void roundsLeaveVersionsModelsRunsAndAReport() throws IOException {
        succeed("models", "add", PictureGrid.write(folder.resolve("models")));
        Path recipe = Recipes.squares(folder, 8);
        Path input = SquarePairs.write(folder.resolve("pairs"), PAIRS, SquarePairs::someWrongSomeShort);
        Path output = folder.resolve("out");
        RoundsRecord record = succeed("codev", recipe, "--input", input, "--rounds", "1", "--output", output, "--json")
                .json(RoundsRecord.class);

        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.rounds()).extracting(RoundRecord::number).containsExactly(0, 1);
        assertThat(record.pool().orElseThrow().pairs()).isEqualTo(PAIRS);
        assertThat(record.pool().orElseThrow().kept()).isLessThan(PAIRS);
        RoundRecord round = record.rounds().get(1);
        assertThat(round.towers().keySet()).containsExactly("squares_image", "squares_text");
        assertThat(output.resolve("rounds.html")).content().contains("Data and model, in rounds", "round 0");

        // The version, with who made it of what, and the run that explains each pair.
        JsonNode manifest = gateway("/api/v1/datasets/squares/" + round.dataset().orElseThrow().version());
        assertThat(manifest.get("lineage").get("actor").asText()).isEqualTo("target model");
        assertThat(manifest.get("lineage").get("towers").size()).isEqualTo(2);
        assertThat(manifest.get("samples").asInt()).isEqualTo(round.numbers().kept());
        assertThat(succeed("why", "pair-3.png", "--run", round.run().orElseThrow()).out()).contains("text_length", "rounds");
        assertThat(gateway("/api/v1/runs/" + round.run().orElseThrow()).get("steps").size()).isEqualTo(3);
        String tower = "squares_text@" + round.towers().get("squares_text");
        assertThat(succeed("models", "try", tower, "--text", "red").out()).contains("EMBEDDING (embedding, shape [256])");

        assertThat(succeed("codev", "status", record.name()).out()).contains("0 (recipe)", "recall at 5", "It ended: ");
        askOverGrpc(record);

        // The same again finds all of it: no training, and the same digests.
        RoundsRecord again = succeed("codev", recipe, "--input", input, "--rounds", "1", "--json").json(RoundsRecord.class);
        assertThat(again.name()).isNotEqualTo(record.name());
        assertThat(again.rounds()).allMatch(RoundRecord::reused);
        assertThat(again.rounds().get(1).result()).isEqualTo(round.result());
        assertThat(again.rounds().get(1).dataset().orElseThrow().version()).isEqualTo(round.dataset().orElseThrow().version());
    }

    @Test
    void aReserveComesInPeopleAreAskedAndRoundsArePausedAndResumed() throws Exception {
        succeed("models", "add", PictureGrid.write(folder.resolve("models")));
        Path recipe = Recipes.write(folder.resolve("asked.yaml"), Files.readString(Recipes.squares(folder, 3))
                .replace("name: squares", "name: asked")
                .replace("publish: squares", "publish: asked")
                .replace("wanted_noise", "worst: {budget: 4, from: [reserve, rejects], reserve: more}\n"
                        + "  people: {share: 0.1}\n  stop: {most_rounds: 2, patience: 9}\n  wanted_noise"));
        Path input = SquarePairs.write(folder.resolve("pairs"), PAIRS, SquarePairs::someWrongSomeShort);
        Path more = Files.createDirectories(input.resolve("more"));
        for (int i = 0; i < 16; i++) {
            for (String ending : List.of(".png", ".txt")) {
                Files.move(input.resolve("pair-" + i + ending), more.resolve("pair-" + i + ending));
            }
        }
        CompletableFuture<Outcome> ended = CompletableFuture.supplyAsync(() -> tandem.run("codev", recipe, "--input", input, "--json"));
        RoundsRecord waiting = await().atMost(Duration.ofMinutes(2)).until(
                () -> newest("asked.rounds-"), found -> found != null && found.status() == RunStatus.IN_REVIEW);
        GatewayCalls calls = new GatewayCalls(server.address());
        String rounds = "/api/v1/rounds/" + waiting.name();
        assertThat(calls.post(rounds + "/pause?by=ada", Map.of()).json().get("status").asText()).isEqualTo("PAUSED");
        assertThat(calls.post(rounds + "/resume?by=ada", Map.of()).json().get("status").asText()).isEqualTo("IN_REVIEW");
        RoundsReview review = waiting.reviews().getLast();
        String tasks = calls.get("/api/v1/labels/samples?feature=rounds.score&of=" + review.run() + "&threshold=" + review.cut()
                + "&samples=" + review.samples()).text();
        assertThat(tasks.lines()).hasSize(review.samples());
        Path labels = Recipes.write(folder.resolve("labels.jsonl"), tasks
                .replace("\"annotator\":\"\"", "\"annotator\":\"ada\"").replace("\"label\":\"\"", "\"label\":\"bad\""));
        succeed("codev", "review", waiting.name(), "--labels", labels);

        Outcome outcome = ended.get(3, TimeUnit.MINUTES);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        RoundsRecord record = outcome.json(RoundsRecord.class);
        assertThat(record.changes()).extracting(RunChange::after).containsExactly("true", "false");
        assertThat(record.rounds().get(1).numbers().added()).hasSize(1);
        assertThat(record.rounds().get(2).numbers().people().orElseThrow().bad()).isEqualTo(review.samples());
        String set = record.reviews().getFirst().answer().orElseThrow().labels();
        assertThat(gateway("/api/v1/datasets/" + set.replace('@', '/')).get("samples").asInt()).isEqualTo(review.samples());
        assertThat(calls.get(rounds + "/report").text())
                .contains("More data for what was worst", "After round 1 people were asked about " + review.samples() + " pairs");
        assertThat(gateway("/api/v1/runs/" + record.rounds().get(2).run().orElseThrow()).toString()).contains("people find it bad");
    }

    @Test
    void pairsAreMadeForWhatIsWorstAndExplained() throws IOException {
        succeed("models", "add", PictureGrid.write(folder.resolve("models")));
        Path recipe = Recipes.write(folder.resolve("making.yaml"), Files.readString(Recipes.squares(folder, 3))
                .replace("name: squares", "name: making")
                .replace("publish: squares", "publish: making")
                .replace("wanted_noise", "worst: {budget: 6, from: [augment]}\n  wanted_noise"));
        Path input = SquarePairs.write(folder.resolve("pairs"), PAIRS, SquarePairs::someWrongSomeShort);
        RoundsRecord record = succeed("codev", recipe, "--input", input, "--rounds", "1", "--json").json(RoundsRecord.class);
        RoundRecord round = record.rounds().get(1);
        RoundNumbers.Made made = round.numbers().made().get("augment");
        assertThat(made.items()).isPositive();
        assertThat(made.parents()).isEqualTo(12);
        assertThat(round.numbers().added().getFirst().made()).isPositive();
        assertThat(gateway("/api/v1/datasets/making/" + round.dataset().orElseThrow().version()).get("samples").asInt())
                .isEqualTo(round.numbers().kept());
        String run = round.run().orElseThrow();
        assertThat(gateway("/api/v1/runs/" + run).get("steps").size()).isEqualTo(5);
        // What was made of a pair, and why that is in.
        Matcher item = IntStream.range(0, PAIRS)
                .mapToObj(i -> ITEM.matcher(succeed("why", "pair-" + i + ".png", "--run", run).out()))
                .filter(Matcher::find)
                .findFirst()
                .orElseThrow();
        assertThat(succeed("why", item.group(), "--run", run).out()).contains("made", "rounds");
        assertThat(succeed("codev", "status", record.name()).out()).contains("made " + made.items() + " pairs of 12 by augment");
        assertThat(new GatewayCalls(server.address()).get("/api/v1/rounds/" + record.name() + "/report").text())
                .contains("by augment");
    }

    private RoundsRecord newest(String name) {
        return Stream.of(Json.read(new GatewayCalls(server.address()).get("/api/v1/rounds").text(), RoundsRecord[].class))
                .filter(record -> record.name().startsWith(name))
                .findFirst()
                .orElse(null);
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        Path recipe = Recipes.write(folder.resolve("plain.yaml"), "name: plain\nstages:\n  - {operators: [jsonl]}\n");
        Path input = Recipes.write(folder.resolve("rows.jsonl"), "{\"text\": \"a\"}\n");
        assertThat(tandem.run("codev", recipe, "--input", input).text()).contains("INVALID_RECIPE", "no section 'rounds'");
        assertThat(tandem.run("codev", recipe).text()).contains("INVALID_ARGUMENT", "--input");
        GatewayCalls gateway = new GatewayCalls(server.address());
        assertThat(gateway.post("/api/v1/rounds", Map.of()).text()).contains("INVALID_ARGUMENT", "'recipe'");
        assertThat(gateway.get("/api/v1/rounds/nobody").text()).contains("NOT_FOUND", "no rounds 'nobody'");
    }

    private void askOverGrpc(RoundsRecord record) {
        ManagedChannel channel = ManagedChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
                .usePlaintext()
                .build();
        try {
            CodevServiceGrpc.CodevServiceBlockingStub codev = CodevServiceGrpc.newBlockingStub(channel);
            Rounds found = codev.getRounds(GetRoundsRequest.newBuilder().setName(record.name()).build()).getRounds();
            assertThat(found.getRounds(1).getVersion()).isEqualTo(record.rounds().get(1).dataset().orElseThrow().version().hex());
            assertThat(codev.listRounds(ListRoundsRequest.getDefaultInstance()).getRoundsList())
                    .extracting(Rounds::getName).contains(record.name());
        } finally {
            channel.shutdownNow();
        }
    }

    private JsonNode gateway(String path) {
        return new GatewayCalls(server.address()).get(path).json();
    }

    private Outcome succeed(Object... arguments) {
        Outcome outcome = tandem.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }
}
