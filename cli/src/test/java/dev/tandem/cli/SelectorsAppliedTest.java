package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorCatalog;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selectors tried without a server: each judges what those before it left. */
class SelectorsAppliedTest {
    @TempDir
    private Path folder;

    private String said = "";

    private int apply(String stages) throws IOException {
        return apply(stages, Files.writeString(folder.resolve("rows.jsonl"), """
                {"id": "one", "text": "a"}
                {"id": "two", "text": "ab"}
                {"id": "three", "text": "abc"}
                {"id": "copy", "text": "abc"}
                {"id": "four", "text": "abcd"}
                {"id": "five", "text": "abcde"}
                """));
    }

    private int apply(String stages, Path rows) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), "{name: applied, stages: [" + stages + "]}");
        StringWriter out = new StringWriter();
        int exitCode = TandemCommand.line(new OperatorsOnly(OperatorCatalog.load()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out, true))
                .execute("apply", recipe.toString(), "--input", rows.toString(), "--output", folder.resolve("out").toString(),
                        "--features");
        said = out.toString();
        return exitCode;
    }

    private List<JsonNode> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(file)).stream().map(line -> Json.read(line, JsonNode.class)).toList();
    }

    private List<String> kept() throws IOException {
        return lines("kept.jsonl").stream().map(line -> line.get("id").asText()).toList();
    }

    @Test
    void selectorsJudgeWhatIsLeft() throws IOException {
        int exitCode = apply("""
                {operators: [jsonl, {text_length: {min_len: 2}}, {top_fraction: {feature: text_length.text_len, fraction: 0.5}}]},
                {operators: [{text_length: {min_len: 1}}, exact, {threshold: {feature: top_fraction.value, threshold: 4}}]}
                """);
        assertThat(exitCode).as(said).isZero();
        assertThat(kept()).containsExactly("four", "five");

        List<JsonNode> top = lines("features.jsonl").stream()
                .filter(line -> line.get("operator").asText().equals("top_fraction"))
                .toList();
        assertThat(top).extracting(line -> line.get("id").asText()).containsExactly("two", "three", "copy", "four", "five");
        assertThat(top).extracting(line -> line.get("keep").asBoolean()).containsExactly(false, true, true, true, true);
        assertThat(top.getFirst().get("reason").asText()).isEqualTo("text_length.text_len not in the top fraction");
        assertThat(top.getFirst().get("values").get("min").asDouble()).isEqualTo(3);
    }

    @Test
    void whatNoOperatorChangesStaysByteByByte() throws IOException {
        assertThat(apply("{operators: [jsonl, {text_length: {min_len: 4}}, exact, {minhash: {short_texts: kept}}]}")).as(said).isZero();
        assertThat(folder.resolve("out/kept.jsonl")).hasContent("""
                {"id": "four", "text": "abcd"}
                {"id": "five", "text": "abcde"}
                """);

        assertThat(apply("{operators: [jsonl, whitespace, {text_length: {min_len: 5}}]}")).as(said).isZero();
        assertThat(folder.resolve("out/kept.jsonl")).hasContent("{\"id\":\"five\",\"text\":\"abcde\"}\n");
    }

    @Test
    void aFolderOfLinesIsReadWithItsPictures() throws IOException {
        Path pages = Files.createDirectories(folder.resolve("pages"));
        Files.writeString(pages.resolve("rows.jsonl"), """
                {"id": "one", "text": "a", "images": ["one.png"]}
                {"id": "copy", "text": "b", "images": ["one.png"]}
                {"id": "gone", "text": "c", "images": ["gone.png"]}
                {"id": "none", "text": "d"}
                """);
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", pages.resolve("one.png").toFile());
        assertThat(apply("{operators: [jsonl, {exact: {compare: media}}]}", pages)).as(said).isZero();
        assertThat(kept()).hasSize(2).contains("none").containsAnyOf("one", "copy");
        assertThat(lines("features.jsonl"))
                .anySatisfy(line -> assertThat(line.get("reason").asText()).contains("BROKEN_MEDIA", "gone.png"));
    }

    @Test
    void theLatestMeasurementIsRead() throws IOException {
        int exitCode = apply("""
                {operators: [jsonl, text_length]},
                {operators: [{clean_links: {}}, {text_length: {min_len: 0}}, {range: {feature: text_length.text_len, max: 2}}]}
                """);
        assertThat(exitCode).as(said).isZero();
        assertThat(lines("features.jsonl").stream().filter(line -> line.get("operator").asText().equals("range")))
                .allMatch(line -> line.get("values").has("value"));
    }

    @Test
    void sizesOfClustersCanBeRead() throws IOException {
        assertThat(apply("{operators: [jsonl, exact, {threshold: {feature: exact.size, threshold: 2}}]}")).as(said).isZero();
        assertThat(kept()).hasSize(1).first().isIn("three", "copy");
    }

    @Test
    void whatIsNotMeasuredIsTold() throws IOException {
        assertThat(apply("{operators: [jsonl, words, {threshold: {feature: text_length.text_len}}]}")).isEqualTo(2);
        assertThat(said).contains("'threshold' reads 'text_length.text_len'", "[words.num_words]");
    }
}
