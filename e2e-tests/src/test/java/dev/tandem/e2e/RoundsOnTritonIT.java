package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.inference.ServedModels.State;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.training.export.PictureGrid;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelReadyRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triton in explicit mode has the models of rounds without anybody loading them: of the best one in the end. */
class RoundsOnTritonIT {
    private static final String IMAGE = "nvcr.io/nvidia/tritonserver:24.10-py3";
    private static final int PAIRS = 72;

    @TempDir
    Path folder;

    private String container = "";
    private String address = "";

    @AfterEach
    void stop() {
        if (!container.isEmpty()) {
            RunningCompose.docker("rm", "--force", "--volumes", container);
        }
    }

    private Path start() throws IOException {
        if (!Files.exists(TandemHome.ROOT.resolve("models/minilm_encoder/1/model.onnx"))) {
            Commands.run(List.of("models/fetch"), Map.of(), "minilm");
        }
        Path models = folder.resolve("models");
        Commands.run(List.of("mkdir"), Map.of(), models.toString());
        for (String model : List.of("serve", "minilm", "minilm_encoder")) {
            Commands.run(List.of("cp", "-r"), Map.of(), "models/" + model, models.toString());
        }
        container = Commands.run(
                List.of("docker", "run", "--detach", "--publish", "127.0.0.1::8001", "--shm-size", "256m"), Map.of(),
                "--volume", models + ":/models:ro", IMAGE, "/models/serve");
        address = RunningCompose.docker("port", container, "8001/tcp").lines().findFirst().orElseThrow();
        await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(500))
                .ignoreExceptions().until(() -> has("minilm"));
        PictureGrid.write(models);
        return models;
    }

    /** Whether Triton has a model. It lists none that was sent to it. */
    private boolean has(String model) {
        ManagedChannel channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
        try {
            return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .modelReady(ModelReadyRequest.newBuilder().setName(model).build())
                    .getReady();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void theModelsOfTheBestRoundAreThereAndNoOthers() throws IOException {
        Path models = start();
        TandemHome tandem = TandemHome.at(folder.resolve("home"))
                .with("TANDEM_INFERENCE_MODELS_FOLDER", models.toString())
                .with("TANDEM_INFERENCE_ENDPOINT", address);
        assertThat(tandem.run("models", "load", "picture_grid", "--files").exitCode()).isZero();
        Path input = SquarePairs.write(folder.resolve("pairs"), PAIRS, SquarePairs::someWrongSomeShort);
        Outcome outcome = tandem.run("codev", Recipes.squares(folder, 8), "--input", input, "--rounds", "1", "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        RoundsRecord record = outcome.json(RoundsRecord.class);

        assertThat(record.rounds()).allSatisfy(round -> assertThat(round.served()).singleElement().satisfies(served -> {
            assertThat(served.state()).as(served.toString()).isEqualTo(State.LOADED);
            assertThat(served.endpoint()).isEqualTo(address);
        }));
        RoundRecord round = record.rounds().get(1);
        assertThat(record.adopted()).isTrue();
        round.towers().forEach((name, version) -> {
            assertThat(has(name)).as(name).isTrue();
            assertThat(has(name + "@" + version)).as(name).isTrue();
        });
        record.rounds().getFirst().towers().forEach((name, version) -> assertThat(has(name + "@" + version)).as(name).isFalse());
        String tower = "squares_text@" + round.towers().get("squares_text");
        Outcome asked = tandem.run("models", "try", tower, "--text", "red");
        assertThat(asked.text()).contains("EMBEDDING (embedding, shape [256])");
        // What a person does for another version: it is asked, and not the one that the name stands for.
        String other = "squares_text@" + record.rounds().getFirst().towers().get("squares_text");
        assertThat(tandem.run("models", "try", other, "--text", "red").text()).contains("MODEL_CONTRACT", "does not serve");
        assertThat(tandem.run("models", "load", other, "--files").exitCode()).isZero();
        assertThat(tandem.run("models", "check", other).exitCode()).isZero();
        assertThat(tandem.run("models", "try", other, "--text", "red").text())
                .contains("EMBEDDING (embedding, shape [256])").isNotEqualTo(asked.text());
    }
}
