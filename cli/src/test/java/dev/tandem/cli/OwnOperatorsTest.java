package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plugin.JarBuilder;
import dev.tandem.core.plugin.OperatorFolder;
import dev.tandem.core.plugin.python.Python;
import dev.tandem.processor.OperatorIndexer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The templates for operators of one's own, used as their pages say. */
class OwnOperatorsTest {
    private static final Path TEMPLATES = Path.of("..", "templates");
    private static final Path SOURCES = TEMPLATES.resolve("operator/src");
    private static final String RECIPE = "{name: own, stages: [{operators: [jsonl, {%s}]}]}";

    @TempDir
    private Path folder;

    private record Applied(int exitCode, String said, String kept) {}

    private Applied apply(String operator) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), RECIPE.formatted(operator));
        Path rows = Files.writeString(folder.resolve("rows.jsonl"), """
                {"id": "calm", "text": "The mill stands still in winter."}
                {"id": "loud", "text": "BUY!!! NOW!!! MILLS!!!"}
                """);
        StringWriter said = new StringWriter();
        try (OperatorFolder own = OperatorFolder.open(
                OperatorCatalog.load(), Optional.of(operators()), Python.INTERPRETER)) {
            CommandLine line = TandemCommand.line(new OperatorsOnly(own.catalog()))
                    .setOut(new PrintWriter(said))
                    .setErr(new PrintWriter(said, true));
            int exitCode = line.execute(
                    "apply", recipe.toString(), "--input", rows.toString(), "--output", folder.resolve("out").toString());
            Path kept = folder.resolve("out/kept.jsonl");
            return new Applied(exitCode, said.toString(), Files.exists(kept) ? Files.readString(kept) : "");
        }
    }

    private Path operators() throws IOException {
        return Files.createDirectories(folder.resolve("operators"));
    }

    @Test
    void theJarOfTheTemplateBringsItsOperator() throws IOException {
        assertThat(TEMPLATES.resolve("operator/pom.xml")).content().contains("<Tandem-Operator-Api>1<", "operator-processor");
        new JarBuilder().sources(SOURCES.resolve("main/java")).write(operators().resolve("example.jar"), new OperatorIndexer());

        Applied applied = apply("exclamation_ratio: {max_ratio: 0.1}");
        assertThat(applied.exitCode()).as(applied.said()).isZero();
        assertThat(applied.kept()).contains("calm").doesNotContain("loud");
        assertThat(apply("exclamation_ratio: {max_ration: 0.1}").said()).contains("did you mean 'max_ratio'");
    }

    @Test
    void theTestsOfTheTemplateCompile() throws IOException {
        JarBuilder jar = new JarBuilder().withTheWholeClassPath();
        jar.sources(SOURCES.resolve("main/java")).sources(SOURCES.resolve("test/java")).write(folder.resolve("tests.jar"));
    }

    @Test
    void thePythonTemplateIsAnOperator() throws IOException {
        assumeTrue(Python.isThere(), Python.ABSENT);
        for (String file : new String[] {"shouting.yaml", "shouting.py"}) {
            Files.copy(TEMPLATES.resolve("python-operator").resolve(file), operators().resolve(file));
        }
        Applied applied = apply("shouting: {max_capital_ratio: 0.5}");
        assertThat(applied.exitCode()).as(applied.said()).isZero();
        assertThat(applied.kept()).contains("calm").doesNotContain("loud");
        assertThat(apply("shouting: {ignore: [BUY, NOW, MILLS]}").kept()).contains("calm", "loud");
    }

    @Test
    void namesOfTandemAreTaken() throws IOException {
        Files.writeString(operators().resolve("mine.py"), "");
        Files.writeString(operators().resolve("mine.yaml"),
                "{api: 1, name: text_length, kind: mapper, description: d, script: mine.py}");
        Files.writeString(operators().resolve("other.yaml"), "{api: 7, name: of_another_age, kind: mapper, description: d}");

        assertThat(apply("text_length: {min_len: 30}").kept()).contains("calm").doesNotContain("loud");
        Applied refused = apply("of_another_age: ");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USER);
        assertThat(refused.said()).contains("recipe.yaml:1", "'of_another_age' of other.yaml", "version 7");
    }
}
