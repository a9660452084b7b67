package dev.tandem.training.export;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.training.InputScaling;
import dev.tandem.training.tower.Projection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model as servers and registries want it: a folder with the contract, Triton's configuration and the weights. The same model
 * gives the same bytes.
 *
 * @param task what it is for, such as {@code embedding}
 * @param license of the weights, which depends on what they were trained on
 * @param source what made them: the training's data set, settings and seed, by digest or name
 * @param onnx the file of the weights
 */
public record ModelFolder(
        String name, String task, List<Input> inputs, Output output, int maxBatch, String license, String source, byte[] onnx) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern TENSOR = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    public static final String CONTRACT = "contract.json";
    public static final String WEIGHTS = "1/model.onnx";
    private static final int TOWER_DIGITS = 4;
    private static final int TOWER_BATCH = 64;

    public ModelFolder {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a model's name has up to 64 of a-z, 0-9, _ and -, found '" + name + "'");
        }
        inputs = List.copyOf(inputs);
        inputs.forEach(input -> checkTensor(input.name()));
        checkTensor(output.name());
        if (inputs.isEmpty() || maxBatch < 1) {
            throw new IllegalArgumentException("a model has inputs, and takes batches of at least one; found "
                    + inputs.size() + ", " + maxBatch);
        }
    }

    /**
     * One of two towers, which stand on other models.
     *
     * @param name of both
     * @param half {@code image} or {@code text}
     */
    public static ModelFolder ofTower(String name, String half, InputScaling scaling, Projection projection, String source) {
        return new ModelFolder(
                name + "_" + half,
                half + "_embedding",
                scaling.blocks().stream()
                        .map(block -> new Input(block.name(), block.width(), block.model(), block.output(), block.reads()))
                        .toList(),
                new Output(OnnxExport.EMBEDDING, projection.dimension(), "embedding", TOWER_DIGITS),
                TOWER_BATCH,
                "that of the pairs that it was trained on",
                source,
                OnnxExport.projection(scaling, projection));
    }

    private static void checkTensor(String name) {
        if (!TENSOR.matcher(name).matches()) {
            throw new IllegalArgumentException("a tensor's name has up to 64 letters, digits and _, found '" + name + "'");
        }
    }

    /**
     * Numbers of another model that this one takes.
     *
     * @param model whose output it is
     * @param reads the value of a row that the other model is given; empty for what it reads by itself
     */
    public record Input(String name, int width, String model, String output, Optional<String> reads) {
        public Input(String name, int width, String model, String output) {
            this(name, width, model, output, Optional.empty());
        }
    }

    /**
     * What it gives.
     *
     * @param meaning {@code embedding}: unit vectors to compare by cosine; {@code score}
     * @param roundingDigits decimal digits that servers agree in
     */
    public record Output(String name, int width, String meaning, int roundingDigits) {}

    /** By their paths in the folder; the contract comes last, so that a folder that has one is whole. */
    public SequencedMap<String, byte[]> files() {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        files.put(WEIGHTS, onnx.clone());
        files.put("config.pbtxt", configuration().getBytes(StandardCharsets.UTF_8));
        files.put(CONTRACT, Json.pretty(contract()).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** Writes them below {@code repository}, in a folder of the model's name. */
    public void write(Path repository) throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path path = repository.resolve(name).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private Map<String, Object> contract() {
        int numbers = inputs.stream().mapToInt(Input::width).sum();
        return Map.of(
                "name", name,
                "task", task,
                "inputs", inputs.stream().map(ModelFolder::contract).toList(),
                "outputs", List.of(Map.of("name", output.name(), "type", "FP32", "shape", List.of(output.width()),
                        "meaning", output.meaning(), "rounding_digits", output.roundingDigits())),
                "files", Map.of("weights", Map.of("path", WEIGHTS, "sha256", Digest.of(onnx).hex())),
                "max_batch", maxBatch,
                "max_batch_bytes", Math.multiplyExact((long) maxBatch * Float.BYTES, numbers),
                "license", license,
                "source", source);
    }

    private static Map<String, Object> contract(Input input) {
        Map<String, Object> source = new LinkedHashMap<>(Map.of("model", input.model(), "output", input.output()));
        input.reads().ifPresent(value -> source.put("reads", value));
        return Map.of("name", input.name(), "kind", "features", "type", "FP32", "shape", List.of(input.width()), "of", List.of(source));
    }

    private String configuration() {
        String tensors = inputs.stream().map(input -> tensor(input.name(), input.width())).collect(Collectors.joining(",\n"));
        return """
                # As contract.json beside this file promises.
                backend: "onnxruntime"
                max_batch_size: %d
                input [
                %s
                ]
                output [
                %s
                ]
                instance_group [{ kind: KIND_CPU, count: 1 }]
                """.formatted(maxBatch, tensors, tensor(output.name(), output.width()));
    }

    private static String tensor(String name, int width) {
        return "  { name: \"%s\", data_type: TYPE_FP32, dims: [ %d ] }".formatted(name, width);
    }
}
