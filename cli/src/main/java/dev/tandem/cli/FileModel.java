package dev.tandem.cli;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A model that no server has, as operators read its file themselves. */
final class FileModel {
    private static final String WEIGHTS = "weights.bin";

    private FileModel() {}

    /** Writes a folder of its name with the file and the contract; the same file gives the same bytes. */
    static void write(Path folder, String name, String task, byte[] weights, String source) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Files.write(model.resolve(WEIGHTS), weights);
        Files.write(model.resolve("contract.json"), Json.pretty(Map.of(
                "name", name,
                "task", task,
                "files", Map.of("weights", Map.of("path", WEIGHTS, "sha256", Digest.of(weights).hex())),
                "license", "that of what it was made of",
                "source", source)).getBytes(StandardCharsets.UTF_8));
    }
}
