package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.score.ScoreCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A small site with pictures of the demo's pages, and recipes that ask models about them. */
final class ModelRecipe {
    static final int PICTURES = 4;
    /** Smaller ones are hardly pictures. */
    private static final int LEAST_BYTES = 10_000;

    private ModelRecipe() {}

    /** Pages with a picture each, and with described in other words than it shows. */
    static Path site(Path folder) {
        PageSite site = PageSite.of(4 * PICTURES, 7);
        List<byte[]> pictures = pictures();
        for (int i = 0; i < PICTURES; i++) {
            site.with("pictures/" + 4 * i + ".png", pictures.get(i));
        }
        return site.zip(folder.resolve("site.zip"));
    }

    /** The same pictures, each with its name as its description in a file beside it. */
    static Path pairs(Path folder) {
        try {
            Files.createDirectories(folder);
            List<byte[]> pictures = pictures();
            for (int i = 0; i < PICTURES; i++) {
                Files.write(folder.resolve(i + ".png"), pictures.get(i));
                Files.writeString(folder.resolve(i + ".txt"), "picture number " + i);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pairs of the site's pages, with these operators behind. */
    static Path write(Path file, String... operators) {
        return Recipes.write(file, """
                name: models
                stages:
                  - name: pages
                    operators: [html: ]
                  - name: pairs
                    publish: pairs
                    operators:
                      - image_text_pairs:
                      - %s
                publish: {formats: [jsonl]}
                limits: {max_failed_ratio: 0}
                """.formatted(String.join("\n      - ", operators)));
    }

    /** Fetches those of the models whose weights are not there yet. */
    static void fetch(String... models) {
        String[] missing = Stream.of(models)
                .filter(model -> !Files.exists(TandemHome.ROOT.resolve("models/" + model + "/1/model.onnx")))
                .toArray(String[]::new);
        if (missing.length > 0) {
            Commands.run(List.of("models/fetch"), Map.of(), missing);
        }
    }

    /** Puts a model of this checkout into a folder under a name that nothing knows. */
    static void renamed(String model, String name, Path models) {
        fetch(model);
        try {
            Files.createDirectories(models);
            Commands.run(List.of("cp", "-r"), Map.of(), "models/" + model, models.resolve(name).toString());
            Path contract = models.resolve(name).resolve("contract.json");
            String json = Files.readString(contract);
            assertThat(json).contains("\"name\": \"" + model + "\"");
            Files.writeString(contract, json.replace("\"name\": \"" + model + "\"", "\"name\": \"" + name + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Outcome run(TandemHome home, Path recipe, Path input, Path output) {
        Outcome outcome = home.run("run", recipe, "--input", input, "--output", output, "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome;
    }

    /** How often each model was asked in a run, and how often its answer was known. */
    static Map<String, ScoreCount> scores(Outcome outcome) {
        Map<String, ScoreCount> all = new TreeMap<>();
        outcome.run().steps().forEach(step -> step.scores().forEach((model, count) -> all.merge(model, count, ScoreCount::plus)));
        return all;
    }

    private static List<byte[]> pictures() {
        List<byte[]> pictures = new ArrayList<>();
        try (Stream<Path> found = Files.list(Path.of(System.getProperty("tandem.test.demo-input")))) {
            for (Path jar : found.sorted().toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    List<? extends ZipEntry> entries = zip.stream()
                            .filter(entry -> entry.getName().endsWith(".png") && entry.getSize() >= LEAST_BYTES)
                            .limit(PICTURES - pictures.size())
                            .toList();
                    for (ZipEntry entry : entries) {
                        pictures.add(zip.getInputStream(entry).readAllBytes());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pictures;
    }
}
