package dev.tandem.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.training.InputScaling;
import dev.tandem.training.InputScaling.Block;
import dev.tandem.training.PlantedPairs;
import dev.tandem.training.probe.ImageTextMatching;
import dev.tandem.training.probe.LinearProbe;
import dev.tandem.training.tower.Projection;
import dev.tandem.training.tower.TwoTower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported gives ONNX Runtime's numbers, which are ours. */
class OnnxExportTest {
    private static final float CLOSE = 1e-5f;

    private final float[][] rows = PlantedPairs.of(9, 4, 12, 6, 0.5, 1).images();
    private final float[][] other = PlantedPairs.of(9, 4, 12, 6, 0.5, 2).images();
    private final InputScaling scaling = InputScaling.fit(
            List.of(new Block("PICTURE", 8, "efficientnet", "FEATURES", true), new Block("WORDS", 4, "minilm", "EMBEDDING", false)), rows);

    private static float[][] run(byte[] model, Map<String, float[][]> inputs) {
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(model, new OrtSession.SessionOptions())) {
            Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, float[][]> input : inputs.entrySet()) {
                tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                return (float[][]) result.get(0).getValue();
            } finally {
                tensors.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, float[][]> blocks() {
        return Map.of("PICTURE", Arrays.stream(rows).map(row -> Arrays.copyOf(row, 8)).toArray(float[][]::new),
                "WORDS", Arrays.stream(rows).map(row -> Arrays.copyOfRange(row, 8, 12)).toArray(float[][]::new));
    }

    @Test
    void projectionsScaleProjectAndGiveUnitVectors() {
        // A picture without words has zeros there.
        Arrays.fill(rows[3], 8, 12, 0);
        Projection projection = new Projection(PlantedPairs.of(12, 3, 5, 5, 0.5, 3).images());
        float[][] expected = projection.embed(scaling.apply(rows));
        float[][] found = run(OnnxExport.projection(scaling, projection), blocks());
        for (int i = 0; i < rows.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(CLOSE));
        }
        assertThat(expected[0]).isNotEqualTo(expected[1]);
    }

    @Test
    void probesGiveProbabilities() {
        LinearProbe probe = new LinearProbe(PlantedPairs.of(1, 3, 12, 5, 0.5, 4).images()[0], -0.3);
        float[][] found = run(OnnxExport.probe(scaling, probe), blocks());
        float[][] scaled = scaling.apply(rows);
        for (int i = 0; i < rows.length; i++) {
            assertThat(found[i]).containsExactly(new float[] {(float) probe.probability(scaled[i])}, within(CLOSE));
        }
    }

    @Test
    void matchingHeadsTakeTheVectorsOfBothTowers() {
        float[][] identity = new float[12][12];
        for (int i = 0; i < 12; i++) {
            identity[i][i] = 1;
        }
        TwoTower towers = new TwoTower(new Projection(identity), new Projection(identity), 1);
        LinearProbe head = new LinearProbe(PlantedPairs.of(1, 3, 25, 5, 0.5, 5).images()[0], 0.2);
        ImageTextMatching matching = new ImageTextMatching(towers, head);
        double[] expected = matching.probabilities(rows, other);
        float[][] found = run(OnnxExport.matching(matching), Map.of("IMAGE", rows, "TEXT", other));
        for (int i = 0; i < rows.length; i++) {
            assertThat((double) found[i][0]).isCloseTo(expected[i], within((double) CLOSE));
        }
    }

    @Test
    void aFolderHasContractConfigurationAndWeights(@TempDir Path repository) throws IOException {
        byte[] onnx = OnnxExport.projection(scaling, new Projection(new float[12][5]));
        ModelFolder folder = new ModelFolder("pairs_image", "embedding",
                List.of(new ModelFolder.Input("PICTURE", 8, "efficientnet", "FEATURES"),
                        new ModelFolder.Input("WORDS", 4, "minilm", "EMBEDDING")),
                new ModelFolder.Output(OnnxExport.EMBEDDING, 5, "embedding", 4), 64, "CC-BY-SA-4.0", "a test", onnx);
        folder.write(repository);
        JsonNode contract = Json.mapper().readTree(Files.readAllBytes(repository.resolve("pairs_image/contract.json")));
        assertThat(contract.at("/inputs/1/of/0/model").asText()).isEqualTo("minilm");
        assertThat(contract.at("/inputs/0/shape/0").asInt()).isEqualTo(8);
        assertThat(contract.at("/max_batch_bytes").asInt()).isEqualTo(64 * 12 * 4);
        Path weights = repository.resolve("pairs_image").resolve(contract.at("/files/weights/path").asText());
        assertThat(Digest.of(Files.readAllBytes(weights)).hex()).isEqualTo(contract.at("/files/weights/sha256").asText());
        assertThat(repository.resolve("pairs_image/config.pbtxt")).content()
                .contains("max_batch_size: 64", "{ name: \"WORDS\", data_type: TYPE_FP32, dims: [ 4 ] }");
        assertThat(folder.files().lastEntry().getKey()).isEqualTo("contract.json");
    }

    @Test
    void namesCannotLeaveTheFolder() {
        assertThatThrownBy(() -> new ModelFolder("../x", "embedding", List.of(new ModelFolder.Input("A", 1, "m", "o")),
                new ModelFolder.Output("B", 1, "embedding", 4), 1, "", "", new byte[0])).hasMessageContaining("a model's name");
        assertThatThrownBy(() -> new ModelFolder("x", "embedding", List.of(new ModelFolder.Input("A\" }", 1, "m", "o")),
                new ModelFolder.Output("B", 1, "embedding", 4), 1, "", "", new byte[0])).hasMessageContaining("a tensor's name");
    }
}
