package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.operator.OperatorCatalog;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that work without a server are given the evaluation sets that a recipe names. */
final class EvaluationFilesTest {
    @TempDir
    private Path folder;

    private String set = "";
    private String said = "";
    private String input = "rows.jsonl";

    @BeforeEach
    void write() throws IOException {
        Path file = Files.writeString(
                folder.resolve("quiz.jsonl"), "{\"nr\": 5, \"query\": \"one two three\", \"answer\": \"four five\"}\n");
        set = "quiz=" + file;
        Files.writeString(folder.resolve("recipe.yaml"),
                "{name: r, stages: [{operators: [jsonl, {decontaminate: {eval_sets: [quiz], n_grams: 4}}]}]}");
        Files.writeString(folder.resolve("rows.jsonl"), "{\"text\": \"Two, three: four five\"}\n{\"text\": \"four two five three\"}\n");
    }

    private int execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of(folder.resolve("recipe.yaml").toString(), "--input", folder.resolve(input).toString()));
        StringWriter out = new StringWriter();
        int exitCode = TandemCommand.line(new OperatorsOnly(OperatorCatalog.load()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
        said = out.toString();
        return exitCode;
    }

    @Test
    void applyNamesTheItemThatWasFound() throws IOException {
        String output = folder.resolve("out").toString();
        assertThat(execute("apply", "--output", output, "--features", "--eval-set", set, "--id-field", "nr", "--label-field", "answer"))
                .as(said).isZero();
        assertThat(Files.readAllLines(folder.resolve("out/kept.jsonl"))).singleElement().asString().contains("four two five three");
        assertThat(Files.readAllLines(folder.resolve("out/features.jsonl")).getFirst())
                .contains("\"eval_set\":\"quiz\"", "\"eval_item\":\"5\"", "\"ngrams\":1.0", "two three four five");

        assertThat(execute("apply", "--output", output)).isEqualTo(2);
        assertThat(said).contains("NOT_FOUND", "'quiz' was not given; none was", "--eval-set NAME=FILE");
        assertThat(execute("apply", "--output", output, "--eval-set", "quiz=" + folder.resolve("none"))).isEqualTo(2);
        assertThat(said).contains("UNREADABLE_INPUT");
    }

    @Test
    void picturesOfItemsAreLookedAt() throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            picture.setRGB(i % 64, i / 64, (i % 64 > i / 64 ? 255 : 0) << 8 | i % 64);
        }
        ImageIO.write(picture, "png", Files.createDirectory(folder.resolve("pictures")).resolve("a.png").toFile());
        Files.writeString(folder.resolve("quiz.jsonl"), "\n{\"query\": \"What is it?\", \"image\": [\"pictures/a.png\"]}\n");
        Files.writeString(folder.resolve("recipe.yaml"),
                "{name: r, stages: [{operators: [images, {decontaminate_images: {eval_sets: [quiz]}}]}]}");
        input = "pictures";
        String output = folder.resolve("out").toString();

        assertThat(execute("apply", "--output", output, "--features", "--eval-set", set)).as(said).isZero();
        assertThat(Files.readString(folder.resolve("out/features.jsonl")))
                .contains("\"distance\":0.0", "\"eval_set\":\"quiz\"", "\"eval_item\":\"line 2\"", "picture of an evaluation set");

        Files.writeString(folder.resolve("quiz.jsonl"), "{\"query\": \"What is it?\", \"image\": \"pictures/b.png\"}\n");
        assertThat(execute("apply", "--output", output, "--eval-set", set)).isEqualTo(2);
        assertThat(said).contains("UNREADABLE_INPUT", "Line 1", "pictures/b.png");
    }

    @Test
    void explainPredictsWhatWillBeDropped() {
        assertThat(execute("explain", "--eval-set", set, "--id-field", "nr", "--label-field", "answer")).as(said).isZero();
        assertThat(said).contains("decontaminate", "50.0%");
    }
}
