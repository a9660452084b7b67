package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.recipe.RecipeParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        CommandLine line = TandemCommand.line(null).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aRecipeOfDataJuicerIsPrintedAsARecipe() throws IOException {
        Path recipe = file("books.yaml", "process:\n  - words_num_filter:\n      min_num: 5\n");

        assertThat(run("import", "data-juicer", recipe)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("name: books", "      - words: {min_num: 5}");
        assertThat(new RecipeParser(OperatorCatalog.load()).parse(out.toString(), "out").name()).isEqualTo("books");
        assertThat(err).hasToString("1 of 1 operators are translated." + System.lineSeparator());
    }

    @Test
    void whatHasNoEquivalentIsToldWithFileAndLineAndByTheExitCode() throws IOException {
        Path recipe = file("books.yaml", "np: 4\nuse_cache: false\nprocess:\n  - video_aesthetics_filter:\n  - words_num_filter:\n");
        Path output = folder.resolve("tandem.yaml");

        assertThat(run("import", "data-juicer", recipe, "--output", output)).isEqualTo(3);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).satisfiesExactly(
                line -> assertThat(line).startsWith(recipe + ":not needed: line 2: use_cache = false: "),
                line -> assertThat(line).isEqualTo(
                        recipe + ":not translated: line 4: video_aesthetics_filter: there is no such operator"),
                line -> assertThat(line).isEqualTo("1 of 2 operators are translated."));
        assertThat(Files.readString(output)).contains(
                "      # not translated: line 4: video_aesthetics_filter: there is no such operator\n      - words:\n",
                "limits:\n  parallelism: 4\n");
    }

    @Test
    void aScriptOfDatatroveIsTranslatedAndNotRun() throws IOException {
        Path touched = folder.resolve("touched");
        Path script = file("clean.py", "open('" + touched + "', 'w')\n"
                + "LocalPipelineExecutor(pipeline=[JsonlReader('in'), C4ParagraphFilter(), JsonlWriter('out')])\n");

        assertThat(run("import", "datatrove", script)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("      - jsonl:\n      - c4_paragraph:\n");
        assertThat(touched).doesNotExist();
    }

    @Test
    void programsAreToldTheSame() throws IOException {
        Path recipe = file("books.yaml", "process:\n  - perplexed_filter:\n  - words_num_filter:\n");

        assertThat(run("import", "data-juicer", recipe, "--json")).isEqualTo(3);
        JsonNode told = Json.read(out.toString(), JsonNode.class);
        assertThat(told.get("recipe").textValue()).contains("- words:");
        assertThat(List.of(told.get("operators").intValue(), told.get("translated").intValue())).containsExactly(2, 1);
        assertThat(told.get("remarks").get(0).get("kind").textValue()).isEqualTo("NOT_TRANSLATED");
        assertThat(told.get("remarks").get(0).get("line").intValue()).isEqualTo(2);
    }

    @Test
    void whatCannotBeTranslatedAtAllIsABadRecipe() throws IOException {
        assertThat(run("import", "data-juicer", folder.resolve("missing.yaml"))).isEqualTo(ExitCode.USER);
        assertThat(run("import", "data-juicer", file("none.yaml", "a: 1"))).isEqualTo(ExitCode.USER);
        assertThat(run("import", "datatrove", file("none.py", "print(1)"))).isEqualTo(ExitCode.USER);
        assertThat(run("import", "datatrove", file("large.py", "#".repeat(1 << 20) + "\n"))).isEqualTo(ExitCode.USER);
        assertThat(run("import", "nemo", file("x.yaml", ""))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("missing.yaml", "none.yaml: expected", "none.py: expected", "1048577 bytes",
                "expected data-juicer or datatrove, found 'nemo'");
    }
}
