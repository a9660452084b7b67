package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.experiment.CellOutcome;
import dev.tandem.core.experiment.ExperimentView;
import dev.tandem.core.experiment.Variant;
import dev.tandem.core.run.RunStatus;
import dev.tandem.proto.gateway.v1.ExperimentServiceGrpc;
import dev.tandem.proto.gateway.v1.GetExperimentRequest;
import dev.tandem.proto.gateway.v1.SubmittedExperiment;
import dev.tandem.training.export.PictureGrid;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe that drops wrong pairs against one that keeps them, as a user compares them. */
@OnSharedServer
class ExperimentTest {
    private static final int PAIRS = 150;
    private static final String EXPERIMENT = """
            experiment: squares
            pools: {pairs: [pairs]}
            recipes: {careful: careful.yaml, everything: everything.yaml}
            models: {image: picture_grid, text: minilm}
            trainers: {towers: {two_towers: {epochs: 6}}}
            seeds: [1, 2, 3]
            evaluation: {metric: recall_at_5, recipe: careful, held_out: 3, slices: [text]}
            halving: {rungs: 2, eta: 2, by: epochs}
            promote: {dataset: squares-best, model: squares-best, incumbent: pairs/everything/towers}
            """;

    @TempDir
    Path folder;

    private SharedServer.Running server;
    private TandemHome tandem;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running running) {
        server = running;
        tandem = server.client();
    }

    /** Two thirds of the texts are of other pictures, and say so by a word. */
    private void pairs() {
        SquarePairs.write(folder.resolve("pairs"), PAIRS, (number, left, right, random) -> {
            boolean wrong = number % 3 != 0;
            String text = "Half of it " + SquarePairs.name(wrong ? left + 3 : left)
                    + ", the other " + SquarePairs.name(wrong ? right + 2 : right);
            return text + (wrong ? "" : ", as everybody can see, number " + number);
        });
        recipe("careful", "{text_length: {min_len: 50}}");
        recipe("everything", "{text_length: {min_len: 1}}");
        Recipes.write(folder.resolve("experiment.yaml"), EXPERIMENT);
    }

    private void recipe(String name, String filter) {
        Recipes.write(folder.resolve(name + ".yaml"), "name: " + name + "\nstages:\n  - name: pairs\n    publish: " + name
                + "\n    operators:\n      - images:\n      - " + filter + "\npublish: {formats: [jsonl]}\n");
    }

    @Test
    void recipesAreComparedOnceAndTheWinnerIsPromotedOnRequestOnly() throws IOException {
        succeed("models", "add", PictureGrid.write(folder.resolve("models")));
        pairs();
        ExperimentView view = succeed("experiment", folder.resolve("experiment.yaml"), "--json").json(ExperimentView.class);
        assertThat(view.experiment().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(view.experiment().cells()).hasSize(2 * 2 * 3);
        assertThat(view.leaderboard()).hasSize(2);
        assertThat(view.slices()).isNotEmpty();
        assertThat(view.decision()).isPresent();
        GatewayCalls gateway = new GatewayCalls(server.address());
        assertThat(gateway.get("/api/v1/datasets/squares-best").status()).isEqualTo(404);
        assertThat(gateway.get("/api/v1/datasets/careful").status()).isEqualTo(404);

        ExperimentView again = succeed("experiment", folder.resolve("experiment.yaml"), "--json").json(ExperimentView.class);
        assertThat(again.experiment().cells()).allMatch(CellOutcome::reused);
        assertThat(again.leaderboard()).isEqualTo(view.leaderboard());

        String name = view.experiment().name();
        assertThat(succeed("experiment", "status", name).out()).contains("pairs/careful/towers", "incumbent", "recall_at_5");
        assertThat(succeed("experiment", "list").out()).contains(name);
        Outcome promotion = tandem.run("promote", name, "--json");
        if (view.decision().orElseThrow().winner().isPresent()) {
            ExperimentView promoted = promotion.json(ExperimentView.class);
            assertThat(promoted.experiment().promoted().orElseThrow().winner()).isEqualTo(new Variant("pairs", "careful", "towers"));
            assertThat(promoted.experiment().promoted().orElseThrow().models()).containsOnlyKeys("squares-best_image", "squares-best_text");
            assertThat(gateway.get("/api/v1/datasets").text()).contains(
                    promoted.experiment().promoted().orElseThrow().dataset().orElseThrow().version().hex());
        } else {
            assertThat(promotion.text()).contains("Nothing is promoted: the best other one");
            assertThat(gateway.get("/api/v1/datasets/squares-best").status()).isEqualTo(404);
        }
        askOverGrpc(view);
    }

    private void askOverGrpc(ExperimentView view) {
        ManagedChannel channel = ManagedChannelBuilder.forAddress(server.address().getHost(), server.address().getPort())
                .usePlaintext()
                .build();
        try {
            SubmittedExperiment found = ExperimentServiceGrpc.newBlockingStub(channel)
                    .getExperiment(GetExperimentRequest.newBuilder().setName(view.experiment().name()).build())
                    .getExperiment();
            assertThat(found.getLeaderboard(0).getVariant()).isEqualTo(view.leaderboard().getFirst().variant().toString());
            assertThat(found.getLeaderboard(0).getMetric().getValue())
                    .isEqualTo(view.leaderboard().getFirst().estimate().orElseThrow().value());
            assertThat(found.getReason()).isEqualTo(view.decision().orElseThrow().reason());
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void whatCannotBeDoneIsSaid() throws IOException {
        Path file = Recipes.write(folder.resolve("bad.yaml"), EXPERIMENT.replace("seeds: [1, 2, 3]", "sedes: [1]"));
        assertThat(tandem.run("experiment", file).text()).contains("INVALID_RECIPE", "unknown key 'sedes'", "did you mean 'seeds'?");
        assertThat(tandem.run("experiment", "status", "nobody").text()).contains("NOT_FOUND", "no experiment 'nobody'");
        assertThat(tandem.run("promote", "nobody").text()).contains("NOT_FOUND");
        GatewayCalls gateway = new GatewayCalls(server.address());
        assertThat(gateway.post("/api/v1/experiments", Map.of()).text()).contains("INVALID_ARGUMENT", "'recipes'");
        assertThat(gateway.post("/api/v1/experiments", Map.of("experiment", EXPERIMENT, "recipes", Map.of(), "inputs", Map.of())).text())
                .contains("'recipes' has no 'careful.yaml'");
    }

    private Outcome succeed(Object... arguments) {
        Outcome outcome = tandem.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }
}
