package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainNgramsCommandTest {
    private static final String TEXT = "the sun is up\nthe moon is up\nthe sun is down\nthe moon is down\nall is well\n".repeat(20);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        CommandLine line = TandemCommand.line(null).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void modelIsWrittenWithItsContract() throws IOException {
        Path text = Files.writeString(folder.resolve("good.txt"), TEXT);
        Path model = folder.resolve("models/ngram_en");

        assertThat(run("train-ngrams", model, text, "--order", 3, "--prune", 0)).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).hasSize(3).last().asString().endsWith(" n-grams of 3");
        JsonNode contract = Json.read(Files.readAllBytes(model.resolve("contract.json")), JsonNode.class);
        assertThat(contract.get("name").textValue()).isEqualTo("ngram_en");
        assertThat(model.resolve(contract.get("weights").textValue())).isRegularFile();
    }

    @Test
    void programsAreToldHowManyNgramsThereAre() throws IOException {
        Path text = Files.writeString(folder.resolve("good.txt"), TEXT);

        assertThat(run("train-ngrams", folder.resolve("ngram_en"), text, "--order", 2, "--json")).isEqualTo(ExitCode.OK);
        assertThat(Json.read(out.toString(), JsonNode.class).get("ngrams")).hasSize(2);
    }

    @Test
    void whatCannotBeTrainedIsToldWithItsReason() throws IOException {
        Path text = Files.writeString(folder.resolve("good.txt"), TEXT);
        Path latin = Files.write(folder.resolve("latin.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(run("train-ngrams", folder.resolve("m"), folder.resolve("missing.txt"))).isEqualTo(ExitCode.USER);
        assertThat(run("train-ngrams", folder.resolve("m"), latin)).isEqualTo(ExitCode.USER);
        assertThat(run("train-ngrams", folder.resolve("m"), text, "--order", 11)).isEqualTo(ExitCode.USER);
        assertThat(run("train-ngrams", text, text)).isEqualTo(ExitCode.USER);
        assertThat(run("train-ngrams", folder.resolve("m"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("missing.txt", "latin.txt", "found 11");
    }
}
