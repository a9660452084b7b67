package dev.tandem.operators.text.ngram;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a model for the operator {@code perplexity} of plain text, a sentence or a paragraph a line:
 * {@code TrainNgrams <folder>/ngram_en 5 1 good.txt}. It writes the model and its contract into the folder, whose name is
 * the model's. Order 5 and a limit of 1 do well for some gigabytes of text; 0 keeps n-grams that occur once.
 */
public final class TrainNgrams {
    private static final String WEIGHTS = "model.ngram";
    private static final String USAGE = "TrainNgrams <folder of the model> <order, 1 to " + NgramModel.LONGEST_ORDER
            + "> <leave out n-grams of 3 and more words that occur so often or less> <text file> ...";

    private TrainNgrams() {}

    /** Ends with 64 when it is asked for something else. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 4 || !arguments[1].matches("\\d{1,2}") || !arguments[2].matches("\\d{1,9}")) {
            System.err.println(USAGE);
            System.exit(64);
        }
        List<Path> texts = Arrays.stream(arguments).skip(3).map(Path::of).toList();
        NgramModel model = train(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), texts);
        for (int length = 1; length <= model.order(); length++) {
            System.out.println(model.size(length) + " n-grams of " + length);
        }
    }

    static NgramModel train(Path folder, int order, int prune, List<Path> texts) throws IOException {
        NgramTrainer trainer = new NgramTrainer(order, prune);
        for (Path text : texts) {
            try (BufferedReader lines = Files.newBufferedReader(text, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    trainer.add(line.toCharArray(), 0, line.length());
                }
            }
        }
        NgramModel model = trainer.train();
        byte[] weights = model.encode();
        Files.createDirectories(folder);
        Files.write(folder.resolve(WEIGHTS), weights);
        Files.writeString(folder.resolve("contract.json"), Json.pretty(new TreeMap<>(Map.of(
                "name", folder.toAbsolutePath().normalize().getFileName().toString(),
                "task", "ngram",
                "weights", WEIGHTS,
                "weights_sha256", Digest.of(weights).toString()))));
        return model;
    }
}
