package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run compares with the samples of earlier ones. */
@OnSharedServer
class IndexTest {
    private static final String RECIPE = """
            name: crawls
            stages:
              - name: pages
                publish: %s
                %s
                operators: [jsonl, {minhash: {jaccard_threshold: %s}}]
            publish: {formats: [jsonl]}
            """;

    @TempDir
    Path folder;

    private TandemHome tandem;

    @BeforeEach
    void useTheSharedServer(SharedServer.Running server) {
        tandem = server.client();
    }

    private static String page(String topic, String change) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append(i == 30 ? change : topic + i).append(' ');
        }
        return Json.text(Map.of("text", text.toString().strip())) + "\n";
    }

    /** Sources of the samples that a run publishes. */
    private Set<String> run(String dataset, String index, String threshold, Path input) {
        Path recipe = Recipes.write(folder.resolve(dataset + ".yaml"), RECIPE.formatted(dataset, index, threshold));
        Path output = folder.resolve("out-" + dataset);
        Outcome outcome = tandem.run("run", recipe, "--input", input, "--output", output, "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        Set<String> sources = new TreeSet<>();
        try (Stream<Path> files = Files.walk(output)) {
            files.filter(file -> file.toString().endsWith(".jsonl")).forEach(file -> Published.read(file).lines()
                    .forEach(line -> sources.add(Json.read(line, JsonNode.class).get("source").asText())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(sources).hasSize((int) outcome.json(RunRecord.class).datasets().getFirst().samples());
        return sources;
    }

    @Test
    void whatEarlierRunsHadIsComparedWithAsIfItWereInTheRunItself() throws IOException {
        Path both = Files.createDirectory(folder.resolve("both"));
        Path first = Recipes.write(both.resolve("first.jsonl"), page("a", "same") + page("b", "same") + page("c", "same"));
        Path second = Recipes.write(
                both.resolve("second.jsonl"), page("a", "other") + page("b", "same") + page("d", "new") + page("d", "newer"));

        Set<String> together = run("together", "", "0.7", both);
        Set<String> ofFirst = run("first-crawl", "index: crawled", "0.7", first);
        Set<String> ofSecond = run("second-crawl", "index: crawled", "0.7", second);

        assertThat(together).hasSize(4);
        assertThat(ofFirst).containsExactly("first.jsonl#1", "first.jsonl#2", "first.jsonl#3");
        Set<String> expected = new TreeSet<>(together);
        expected.removeIf(source -> !source.startsWith("second"));
        assertThat(ofSecond).isEqualTo(expected).hasSizeLessThan(4);

        assertThat(run("second-crawl", "index: crawled", "0.7", second)).as("the same again").isEqualTo(ofSecond);
        Outcome listed = tandem.run("indexes");
        assertThat(listed.out()).contains("crawled", "minhash", "jaccard_threshold=0.7");
    }

    @Test
    void anIndexOfOtherParametersIsRefused() {
        Path rows = Recipes.write(folder.resolve("rows.jsonl"), page("x", "y"));
        run("strict", "index: by-threshold", "0.9", rows);
        Path recipe = Recipes.write(folder.resolve("loose.yaml"), RECIPE.formatted("loose", "index: by-threshold", "0.5"));

        Outcome refused = tandem.run("run", recipe, "--input", rows, "--output", folder.resolve("loose"));
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.text()).contains("INVALID_RECIPE", "by-threshold", "jaccard_threshold=0.9", "another name");
    }
}
