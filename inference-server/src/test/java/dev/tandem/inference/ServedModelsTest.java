package dev.tandem.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelInput;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.inference.ModelRow;
import dev.tandem.core.inference.ModelServers;
import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.inference.VersionServing;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of the user's folder on the embedded server, which no code names. */
class ServedModelsTest {
    @TempDir
    private Path folder;

    private void model(String name, String inputs, String outputs, byte[] weights) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Files.write(model.resolve("model.onnx"), weights);
        Files.writeString(model.resolve("labels.txt"), "cat\ndog\n");
        Files.writeString(model.resolve("contract.json"), """
                {"name": "%s", "task": "test", "max_batch": 8, "inputs": [%s], "outputs": [%s], "files": {
                 "weights": {"path": "model.onnx", "sha256": "%s"}, "labels": {"path": "labels.txt", "sha256": "%s"}}}
                """.formatted(name, inputs, outputs, Digest.of(weights), Digest.of("cat\ndog\n")));
    }

    private void tower() throws IOException {
        model("tower", """
                {"name": "x", "kind": "numbers", "type": "FP32", "shape": [2]}""", """
                {"name": "y", "type": "FP32", "shape": [2], "meaning": "score", "labels": "labels", "rounding_digits": 3}""",
                TinyOnnx.product("x", "y", new float[][] {{1, 10}, {0.5f, -1}}));
    }

    private <T> T with(Function<KServeInference, T> asked) {
        ModelContracts contracts = ModelContracts.load(Optional.of(folder));
        try (EmbeddedInferenceServer server = EmbeddedInferenceServer.start("127.0.0.1", 0, contracts);
                KServeInference client = KServeInference.connect(
                        List.of("127.0.0.1:" + server.port()), contracts, InferenceSettings.DEFAULT, InferenceListener.NONE)) {
            return asked.apply(client);
        }
    }

    @Test
    void aModelWithoutItsWeightsIsNotReadyUntilTheyAreThere() throws IOException {
        tower();
        Path weights = folder.resolve("tower/model.onnx");
        byte[] bytes = Files.readAllBytes(weights);
        ModelContracts contracts = ModelContracts.load(Optional.of(folder));
        try (EmbeddedInferenceServer server = EmbeddedInferenceServer.start("127.0.0.1", 0, contracts);
                ModelServers servers = ModelServers.connect(
                        List.of("127.0.0.1:" + server.port()), contracts, InferenceSettings.DEFAULT)) {
            Files.delete(weights);
            assertThat(servers.states().values()).singleElement().asInstanceOf(MAP)
                    .containsEntry("tower", "UNAVAILABLE").containsEntry("minilm", "READY");
            assertThat(servers.check("tower")).singleElement().satisfies(found -> {
                assertThat(found.fails()).isTrue();
                assertThat(found.found()).contains("model.onnx", "which is not there");
            });

            Files.write(weights, bytes);
            assertThat(servers.states().values()).singleElement().asInstanceOf(MAP).containsEntry("tower", "READY");
            assertThat(servers.check("tower")).noneMatch(Finding::fails);
        }
    }

    private static ModelRow row(float... numbers) {
        return new ModelRow(Map.of("numbers", ModelInput.Numbers.of(numbers)));
    }

    @Test
    void aModelOfNumbersAnswersEachRow() throws IOException {
        tower();
        List<ModelRow> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(row(i, 2));
        }
        List<ModelAnswer> answers = with(client -> client.infer("tower", rows));
        assertThat(answers)
                .extracting(answer -> answer.output("y").values())
                .startsWith(new float[] {1, -2}, new float[] {2, 8})
                .endsWith(new float[] {20, 188})
                .hasSize(20);
        List<String> labels = with(client -> client.labels("tower", "y"));
        assertThat(labels).containsExactly("cat", "dog");
    }

    @Test
    void aVersionOfTheStoreIsAnsweredForWhateverItsNameStandsFor() {
        ModelRegistry registry = new ModelRegistry(new ContentStore(new MemoryObjectStore()));
        Digest first = add(registry, TinyOnnx.product("x", "y", new float[][] {{1}, {0}}));
        Digest second = add(registry, TinyOnnx.product("x", "y", new float[][] {{0}, {1}}));
        ModelContracts contracts = ModelContracts.load().with(registry);
        try (EmbeddedInferenceServer server = EmbeddedInferenceServer.start("127.0.0.1", 0, contracts);
                KServeInference client = KServeInference.connect(
                        List.of("127.0.0.1:" + server.port()), contracts, InferenceSettings.DEFAULT, InferenceListener.NONE);
                ModelServers servers = ModelServers.connect(
                        List.of("127.0.0.1:" + server.port()), contracts, InferenceSettings.DEFAULT)) {
            assertThat(client.infer("ours@" + first, List.of(row(3, 4))).getFirst().first().values()).containsExactly(3);
            assertThat(client.infer("ours@" + second, List.of(row(3, 4))).getFirst().first().values()).containsExactly(4);
            assertThat(client.infer("ours", List.of(row(3, 4))).getFirst().first().values()).containsExactly(4);
            assertThat(new VersionServing(servers, registry, InferenceSettings.DEFAULT).load(Map.of("ours", first), true))
                    .extracting(ServedModels::state).containsExactly(ServedModels.State.HAS_ALL);
            new VersionServing(servers, registry, InferenceSettings.DEFAULT).unloadOthers(List.of("ours"), List.of());
            assertThat(servers.check("ours@" + first)).noneMatch(Finding::fails);
            servers.unload("ours");
            assertThat(servers.check("ours@" + first)).allMatch(Finding::fails);
        }
    }

    private static Digest add(ModelRegistry registry, byte[] weights) {
        return registry.add("""
                {"name": "ours", "task": "test", "inputs": [{"name": "x", "kind": "numbers", "type": "FP32", "shape": [2]}],
                 "outputs": [{"name": "y", "type": "FP32", "shape": [1], "meaning": "score", "rounding_digits": 3}],
                 "files": {"weights": {"path": "1/model.onnx", "sha256": "%s"}}, "max_batch": 4}
                """.formatted(Digest.of(weights)).getBytes(), Map.of("1/model.onnx", weights)).version();
    }

    @Test
    void aHeadStandsOnATowerAndNoCodeNamesEither() throws IOException {
        tower();
        model("head", """
                {"name": "f", "kind": "features", "type": "FP32", "shape": [2], "of": [{"model": "tower", "output": "y"}]}""", """
                {"name": "z", "type": "FP32", "shape": [1], "meaning": "score", "rounding_digits": 2}""",
                TinyOnnx.product("f", "z", new float[][] {{1}, {1}}));
        List<ModelAnswer> answers = with(client -> client.infer("head", List.of(row(1, 2))));
        assertThat(answers.getFirst().first().values()).containsExactly(10);
    }

    @Test
    void weightsWithOtherTensorsThanTheContractsAreRefused() throws IOException {
        model("tower", """
                {"name": "x", "kind": "numbers", "type": "FP32", "shape": [2]}""", """
                {"name": "other", "type": "FP32", "shape": [2], "meaning": "score", "rounding_digits": 3}""",
                TinyOnnx.product("x", "y", new float[][] {{1, 10}, {0.5f, -1}}));
        assertThatThrownBy(() -> with(client -> client.infer("tower", List.of(row(1, 2)))))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CONTRACT))
                .hasMessageContainingAll("[y]", "[other]");
    }
}
