package dev.tandem.training.export;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model of pictures that nobody has to fetch, since nothing in it was learnt: mean colours of an eight by eight grid, and how strong
 * edges of four directions are in each of its cells. Its greatest advantage is that it is there; its greatest limitation that it sees
 * layout and colour only, no things and no text.
 */
public final class PictureGrid {
    public static final String NAME = "picture_grid";

    private static final int SIDE = 64;
    private static final int CELL = 8;
    private static final int CELLS = SIDE / CELL * (SIDE / CELL);
    private static final int DIRECTIONS = 4;
    private static final int WIDTH = CELLS * (3 + DIRECTIONS);
    private static final int BATCH = 64;
    private static final int DIGITS = 3;

    /** Sobel's filters: from left to right, from top to bottom, and both diagonals. */
    private static final float[][] EDGES = {
        {-1, 0, 1, -2, 0, 2, -1, 0, 1}, {-1, -2, -1, 0, 0, 0, 1, 2, 1}, {-2, -1, 0, -1, 0, 1, 0, 1, 2}, {0, -1, -2, 1, 0, -1, 2, 1, 0}
    };

    private PictureGrid() {}

    /** Writes it below {@code repository}, in a folder of its name. */
    public static Path write(Path repository) throws IOException {
        byte[] onnx = onnx();
        Path folder = repository.resolve(NAME);
        Path weights = folder.resolve(ModelFolder.WEIGHTS);
        Files.createDirectories(weights.getParent());
        Files.write(weights, onnx);
        Files.writeString(folder.resolve(ModelFolder.CONTRACT), Json.pretty(contract(onnx)));
        return folder;
    }

    static byte[] onnx() {
        OnnxGraph graph = new OnnxGraph(NAME);
        graph.input("IMAGE", 3, SIDE, SIDE);
        graph.output("EMBEDDING", WIDTH);
        graph.constant("edges", edges(), DIRECTIONS, 3, 3, 3);
        pooled(graph, "IMAGE", "colours");
        graph.node("Conv", List.of("IMAGE", "edges"), "filtered", OnnxGraph.attributeOfList("pads", 1, 1, 1, 1));
        graph.node("Abs", List.of("filtered"), "strength");
        pooled(graph, "strength", "directions");
        graph.node("Concat", List.of("colours", "directions"), "EMBEDDING", OnnxGraph.attribute("axis", 1));
        return graph.model();
    }

    private static void pooled(OnnxGraph graph, String from, String to) {
        graph.node("AveragePool", List.of(from), to + "_cells", OnnxGraph.attributeOfList("kernel_shape", CELL, CELL),
                OnnxGraph.attributeOfList("strides", CELL, CELL));
        graph.node("Flatten", List.of(to + "_cells"), to, OnnxGraph.attribute("axis", 1));
    }

    /** The same filter for each colour, a third of each. */
    private static float[] edges() {
        float[] weights = new float[DIRECTIONS * 3 * 9];
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            for (int i = 0; i < 3 * 9; i++) {
                weights[direction * 3 * 9 + i] = EDGES[direction][i % 9] / 3;
            }
        }
        return weights;
    }

    private static Map<String, Object> contract(byte[] onnx) {
        Map<String, Object> image = Map.of(
                "resize", Map.of("mode", "exact", "size", List.of(SIDE, SIDE), "interpolation", "bicubic"),
                "color", "RGB", "layout", "NCHW", "scale", 1,
                "mean", List.of(127, 127, 127), "std", List.of(128, 128, 128));
        return Map.of(
                "name", NAME,
                "task", "image_embedding",
                "description", "Colours and edges on a grid; nothing in it was learnt.",
                "inputs", List.of(Map.of(
                        "name", "IMAGE", "kind", "image", "type", "FP32", "shape", List.of(3, SIDE, SIDE), "image", image)),
                "outputs", List.of(Map.of(
                        "name", "EMBEDDING", "type", "FP32", "shape", List.of(WIDTH), "meaning", "embedding", "rounding_digits", DIGITS)),
                "files", Map.of("weights", Map.of("path", ModelFolder.WEIGHTS, "sha256", Digest.of(onnx).hex())),
                "max_batch", BATCH,
                "max_batch_bytes", (long) BATCH * 3 * SIDE * SIDE * Float.BYTES,
                "license", "Apache-2.0",
                "source", "made by Tandem");
    }
}
