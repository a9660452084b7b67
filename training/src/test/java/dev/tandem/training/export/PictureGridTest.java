package dev.tandem.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureGridTest {
    private static final int SIDE = 64;
    private static final int CELLS = 64;

    /** Of one picture, by channel, row and column. */
    private static float[] run(float[][][] picture) throws OrtException {
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(PictureGrid.onnx(), new OrtSession.SessionOptions());
                OnnxTensor tensor = OnnxTensor.createTensor(environment, new float[][][][] {picture});
                OrtSession.Result result = session.run(Map.of("IMAGE", tensor))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    @Test
    void coloursAreMeansOfCellsAndEdgesStandWhereTheyAre() throws OrtException {
        float[][][] picture = new float[3][SIDE][SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                picture[1][row][column] = column < 28 ? 0 : 0.9f;
            }
        }
        float[] found = run(picture);
        assertThat(found).hasSize(CELLS * 7);
        assertThat(found[0]).isZero();
        assertThat(found[CELLS + 7]).isEqualTo(0.9f, within(1e-6f));
        // The fourth cell of a row is half of each; there alone is an upright edge, and no level one.
        assertThat(found[CELLS + 8 + 3]).isEqualTo(0.45f, within(1e-6f));
        int upright = 3 * CELLS + 8;
        assertThat(found[upright + 3]).isEqualTo(0.3f * 4 * 2 / 8, within(1e-6f));
        assertThat(found[upright + 2]).isEqualTo(0, within(1e-6f));
        assertThat(found[upright + CELLS + 3]).isEqualTo(0, within(1e-6f));
    }

    @Test
    void theContractSaysWhatIsThere(@TempDir Path folder) throws IOException {
        Path model = PictureGrid.write(folder);
        ModelContract contract = ModelRegistry.read(Files.readAllBytes(model.resolve("contract.json")));
        assertThat(contract.name()).isEqualTo("picture_grid");
        assertThat(contract.outputs().getFirst().shape()).isEqualTo(List.of(CELLS * 7));
        assertThat(Digest.of(Files.readAllBytes(model.resolve("1/model.onnx"))))
                .isEqualTo(contract.files().get("weights").digest());
    }
}
