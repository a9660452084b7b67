package dev.tandem.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes the JSON and does nothing else: what any pass from JSON Lines to JSON Lines has to do. */
record JsonAlone() implements FileWork {

    @Override
    public int process(Path input, Path output) throws IOException {
        int rows = 0;
        try (BufferedReader in = Files.newBufferedReader(input);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(output))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode row = Json.mapper().readTree(line);
                out.write(Json.mapper().writeValueAsBytes(row));
                out.write('\n');
                rows++;
            }
        }
        return rows;
    }
}
