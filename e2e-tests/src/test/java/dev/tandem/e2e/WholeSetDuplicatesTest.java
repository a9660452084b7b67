package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.run.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deduplicators that look at all samples first, and those that cut parts of texts out. */
@OnSharedServer
class WholeSetDuplicatesTest {
    private static final String RECIPE = """
            name: %s
            stages:
              - name: texts
                publish: %s
                operators: [jsonl, {%s}]
            publish: {formats: [jsonl]}
            limits: {shard_samples: 2}
            """;
    private static final List<String> MEANING = List.of(
            "The ferry to the island leaves at nine in the morning.",
            "At nine in the morning the ferry leaves for the island.",
            "A compiler turns the source of a program into machine code.",
            "Bread needs flour, water, salt and a few hours of patience.");
    private static final List<String> PARTS = List.of(
            "The ferry to the island leaves at nine in the morning.", "We know that the ferry to the island leaves late.",
            "A compiler turns the source of a program into machine code.");

    @TempDir
    Path folder;

    private TandemHome tandem;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running server) {
        tandem = server.client();
    }

    private Path rows(List<String> texts) {
        String lines = texts.stream().map(text -> Json.text(Map.of("text", text)) + "\n").collect(Collectors.joining());
        return Recipes.write(folder.resolve("rows.jsonl"), lines);
    }

    private RunRecord run(String name, String operator, Path rows) {
        Path recipe = Recipes.write(folder.resolve(name + ".yaml"), RECIPE.formatted(name, name, operator));
        Outcome outcome = tandem.run("run", recipe, "--input", rows, "--output", folder.resolve("out-" + name), "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        return outcome.json(RunRecord.class);
    }

    @Test
    void ofTextsThatMeanTheSameOneStays() {
        RunRecord run = run("meaning", "semdedup: {eps: 0.15}", rows(MEANING));

        assertThat(run.datasets().getFirst().samples()).isEqualTo(3);
        assertThat(tandem.run("clusters", run.run()).out()).contains("semdedup", "ferry");
    }

    @Test
    void partsThatStandElsewhereAreCutOutInARunAndWhenARecipeIsTried() {
        String operator = "exact_substrings: {length_threshold: 4, min_doc_words: 1}";
        Path rows = rows(PARTS);
        RunRecord run = run("parts", operator, rows);

        assertThat(run.datasets().getFirst().samples()).isEqualTo(3);
        Path recipe = folder.resolve("parts.yaml");
        Path applied = folder.resolve("applied");
        Outcome outcome = tandem.run("apply", recipe, "--input", rows, "--output", applied, "--features");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        List<String> cut = lines(applied.resolve("features.jsonl")).stream()
                .map(line -> Json.read(line, JsonNode.class))
                .filter(line -> line.has("text"))
                .map(line -> line.get("text").asText())
                .toList();
        assertThat(cut).containsAnyOf("The at nine in the morning.", "We know that the late.").hasSize(1);
    }

    private static List<String> lines(Path file) {
        return Published.read(file).lines().toList();
    }
}
