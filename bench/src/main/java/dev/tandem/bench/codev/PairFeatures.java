package dev.tandem.bench.codev;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tandem.core.json.Json;
import dev.tandem.training.Products;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pairs of pictures and descriptions with what base models say of them, as a folder has them: {@code pairs.jsonl}, and tables
 * {@code NAME.f32} with a line of JSON of 512 bytes before their little-endian numbers.
 *
 * @param image numbers of the image model
 * @param guess what the image shows, as vector: names of classes, weighted by their probabilities (ConSE)
 * @param words vector of the text in the image; zeros where there is none, absent where it was not looked for
 */
record PairFeatures(
        List<Pair> pairs, float[][] image, float[][] guess, float[][] description, float[][] title, Optional<float[][]> words) {

    private static final int HEADER = 512;
    private static final float LEAST_PROBABILITY = 0.01f;

    /** @param source name of the picture's file */
    record Pair(String page, String title, String description, String source) {}

    private record Header(int rows, int columns, @JsonProperty("order") String order) {}

    static PairFeatures read(Path folder) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("pairs.jsonl"))) {
            pairs.add(Json.read(line, Pair.class));
        }
        Path words = folder.resolve("ocr.f32");
        return new PairFeatures(pairs, table(folder.resolve("image.f32")), guess(folder), table(folder.resolve("text.f32")),
                table(folder.resolve("title.f32")), Files.exists(words) ? Optional.of(table(words)) : Optional.empty());
    }

    private static float[][] guess(Path folder) throws IOException {
        float[][] probabilities = table(folder.resolve("probabilities.f32"));
        float[][] names = table(folder.resolve("labels.f32"));
        float[][] guess = new float[probabilities.length][names[0].length];
        for (float[] row : probabilities) {
            for (int i = 0; i < row.length; i++) {
                row[i] = row[i] < LEAST_PROBABILITY ? 0 : row[i];
            }
        }
        Products.multiply(probabilities, names, guess, 0, guess.length);
        for (float[] row : guess) {
            Products.toUnitLength(row);
        }
        return guess;
    }

    private static float[][] table(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Header header = Json.read(new String(bytes, 0, HEADER, StandardCharsets.US_ASCII).strip(), Header.class);
        if (!header.order().equals("little-endian") || bytes.length != HEADER + 4L * header.rows() * header.columns()) {
            throw new IOException(file + " does not have what its header says");
        }
        FloatBuffer numbers = ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[][] table = new float[header.rows()][header.columns()];
        for (float[] row : table) {
            numbers.get(row);
        }
        return table;
    }
}
