package dev.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.plugin.JarBuilder;
import dev.tandem.processor.OperatorIndexer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The operator of the template, in a jar of its own. */
final class OwnOperator {
    static final String JAR = "example.jar";

    private static final Path SOURCES = TandemHome.ROOT.resolve("templates/operator/src/main/java");

    private OwnOperator() {}

    /** Puts the jar into a folder that everybody may read. */
    static Path into(Path folder) {
        try {
            new JarBuilder().sources(SOURCES).write(Files.createDirectories(folder).resolve(JAR), new OperatorIndexer());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a recipe with the operator, and asks whether every process has it. */
    static void verify(TandemHome client, Path folder) {
        Path rows = Recipes.write(folder.resolve("own.jsonl"), """
                {"text": "The mill stands still in winter."}
                {"text": "BUY!!! NOW!!! MILLS!!!"}
                """);
        Path recipe = Recipes.write(folder.resolve("own.yaml"), """
                {name: own, publish: {formats: [jsonl]}, stages: [{name: rows, publish: own, operators: [jsonl,
                  {exclamation_ratio: {max_ratio: 0.1}}]}]}
                """);
        Outcome run = client.run("run", recipe, "--input", rows, "--output", folder.resolve("own"));
        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(folder.resolve("own/own/jsonl/part-00000.jsonl")).content().contains("mill stands").doesNotContain("BUY");
        Outcome doctor = client.run("doctor");
        assertThat(doctor.exitCode()).as(doctor.text()).isZero();
        assertThat(doctor.out()).contains("operator exclamation_ratio of " + JAR + ": loaded");
    }
}
