package dev.tandem.operators.text.ngram;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes a model for the operator {@code perplexity} of plain text, a sentence or a paragraph a line. */
public final class TrainNgrams {
    private static final String WEIGHTS = "model.ngram";

    private TrainNgrams() {}

    /**
     * Writes the model and its contract into a folder, whose name is the model's.
     *
     * @param order words of the longest n-grams
     * @param prune n-grams of 3 and more words that occur so often or less are left out
     * @return how many n-grams of each length there are
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT}, {@link ErrorCode#UNREADABLE_INPUT} or
     *     {@link ErrorCode#OUTPUT_NOT_WRITABLE}
     */
    public static List<Integer> train(Path folder, int order, int prune, List<Path> texts) {
        NgramModel model;
        try {
            NgramTrainer trainer = new NgramTrainer(order, prune);
            texts.forEach(text -> read(text, trainer));
            model = trainer.train();
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, e.getMessage(), e);
        }
        try {
            write(folder, model.encode());
        } catch (IOException e) {
            throw new TandemException(ErrorCode.OUTPUT_NOT_WRITABLE, "Cannot write the model to '" + folder + "': " + e, e);
        }
        return IntStream.rangeClosed(1, model.order()).mapToObj(model::size).toList();
    }

    private static void read(Path text, NgramTrainer trainer) {
        try (BufferedReader lines = Files.newBufferedReader(text, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                trainer.add(line.toCharArray(), 0, line.length());
            }
        } catch (IOException e) {
            throw new TandemException(
                    ErrorCode.UNREADABLE_INPUT, "Cannot read '" + text + "': " + e + ". Give a file of text in UTF-8.", e);
        }
    }

    private static void write(Path folder, byte[] weights) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(WEIGHTS), weights);
        Files.writeString(folder.resolve("contract.json"), Json.pretty(new TreeMap<>(Map.of(
                "name", folder.toAbsolutePath().normalize().getFileName().toString(),
                "task", "ngram",
                "weights", WEIGHTS,
                "weights_sha256", Digest.of(weights).toString()))));
    }
}
