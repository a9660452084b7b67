package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tandem apply} and {@code explain}: operators tried in process, with every measured value and verdict. */
class ApplyTest {
    @TempDir
    Path folder;

    @Test
    void writesWhatEveryOperatorSaidOfEveryRow() {
        Path rows = Recipes.write(folder.resolve("rows.jsonl"), """
                {"id": "spaced", "text": "some  words   with\\u00a0spaces"}
                {"id": "short", "text": "one"}
                {"id": "again", "text": "one"}
                no json
                """);
        List<JsonNode> features = apply(rows, "jsonl:", "whitespace:", "text_length: {min_len: 5}", "exact:");
        assertThat(features).allSatisfy(line -> assertThat(line.properties().stream().map(field -> field.getKey()).toList())
                .contains("id", "operator", "values", "keep", "reason"));

        JsonNode mapped = line(features, "spaced", "whitespace");
        assertThat(mapped.get("text").asText()).isEqualTo("some  words   with spaces");
        assertThat(line(features, "short", "whitespace").has("text")).isFalse();

        JsonNode measured = line(features, "spaced", "text_length");
        assertThat(measured.get("values").get("text_len").asInt()).isEqualTo(25);
        assertThat(measured.get("keep").asBoolean()).isTrue();
        assertThat(measured.get("reason").asText()).isEmpty();

        JsonNode dropped = line(features, "short", "text_length");
        assertThat(dropped.get("keep").asBoolean()).isFalse();
        assertThat(dropped.get("reason").asText()).isEqualTo("text_len below min_len");

        JsonNode failed = line(features, "rows.jsonl#4", "jsonl");
        assertThat(failed.get("keep").asBoolean()).isFalse();
        assertThat(failed.get("reason").asText()).startsWith("MALFORMED_ROW: ");
        assertThat(Published.read(folder.resolve("output/kept.jsonl"))).contains("spaced").doesNotContain("short", "again");
    }

    @Test
    void namesTheDuplicateThatStays() {
        Path rows = Recipes.write(folder.resolve("rows.jsonl"), """
                {"id": "a", "text": "the very same words"}
                {"id": "b", "text": "the very same words"}
                {"id": "c", "text": "other words"}
                """);
        List<JsonNode> features = apply(rows, "jsonl:", "exact:");
        assertThat(features).hasSize(3);
        assertThat(line(features, "c", "exact").get("keep").asBoolean()).isTrue();
        List<JsonNode> same = features.stream().filter(line -> !line.get("id").asText().equals("c")).toList();
        assertThat(same).extracting(line -> line.get("values").get("size").asInt()).containsExactly(2, 2);
        assertThat(same).filteredOn(line -> !line.get("keep").asBoolean()).singleElement().satisfies(line -> {
            assertThat(line.get("reason").asText()).isEqualTo("duplicate of another sample");
            assertThat(line.get("values").get("kept_instead").asText()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void explainPredictsFromASampleOfTheInput() {
        Path rows = Recipes.write(folder.resolve("rows.jsonl"), "{\"text\": \"some words\"}\n{\"text\": \"one\"}\n".repeat(500));
        Path recipe = Recipes.stage(folder, "jsonl:", "text_length: {min_len: 5}", "words:", "exact:");
        Outcome text = TandemHome.at(folder.resolve("home")).run("explain", recipe, "--input", rows);
        assertThat(text.exitCode()).as(text.text()).isZero();
        assertThat(text.out()).contains(
                "from 1,000 of about 1,000 samples", "text_length", "50.0%", "s on one core", "Duplicates were looked for in the sample");
    }

    @Test
    void readsAFolderOfImages() {
        Path images = folder.resolve("images");
        BadFiles.write(images.resolve("good.png"), PageSite.picture(new Random(1)));
        BadFiles.write(images.resolve("cut.png"), BadFiles.cutOffImage());
        BadFiles.write(images.resolve("bomb.png"), BadFiles.imageBomb(30_000, 30_000));
        List<JsonNode> features = apply(images, "images:", "image_shape: {min_width: 8}", "image_phash:");
        JsonNode good = line(features, "good.png", "image_shape");
        assertThat(good.get("values").get("image_width").get(0).asInt()).isEqualTo(96);
        assertThat(good.get("values").get("image_height").get(0).asInt()).isEqualTo(72);
        assertThat(line(features, "cut.png", "image_shape").get("reason").asText()).startsWith("BROKEN_MEDIA: ");
        assertThat(line(features, "bomb.png", "image_shape").get("reason").asText()).startsWith("MEDIA_LIMIT: ");
        assertThat(line(features, "good.png", "image_phash").get("keep").asBoolean()).isTrue();
    }

    private List<JsonNode> apply(Path input, String... operators) {
        Outcome outcome = TandemHome.at(folder.resolve("home")).run(
                "apply", Recipes.stage(folder, operators), "--input", input, "--output", folder.resolve("output"),
                "--features", "--json");
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
        assertThat(outcome.json().isObject()).isTrue();
        return Published.read(folder.resolve("output/features.jsonl")).lines()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    private static JsonNode line(List<JsonNode> features, String id, String operator) {
        return features.stream()
                .filter(line -> line.get("id").asText().equals(id) && line.get("operator").asText().equals(operator))
                .findFirst()
                .orElseThrow();
    }
}
