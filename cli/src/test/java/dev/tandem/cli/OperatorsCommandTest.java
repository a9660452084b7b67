package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.recipe.PresetCatalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OperatorsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = TandemCommand.line(new OperatorsOnly(OperatorCatalog.load()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void everythingThatARecipeCanNameIsListed() {
        assertThat(run("operators")).isEqualTo(ExitCode.OK);
        OperatorCatalog.load().all().forEach(info -> assertThat(out.toString()).contains("\n" + info.name() + " "));
        PresetCatalog.load().all().forEach(preset -> assertThat(out.toString()).contains("\n" + preset.name() + " "));
    }

    @Test
    void anOperatorIsDescribedWithItsParameters() {
        assertThat(run("operators", "text_length")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("text_length (filter, version ", "min_len", "smallest length kept").doesNotContain("words");
    }

    @Test
    void whatIsReadAndWrittenUnderOneNameIsDescribedTwice() {
        assertThat(run("operators", "jsonl")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("jsonl (reader, ", "jsonl (writer, ");
    }

    @Test
    void aPresetIsDescribedAsARecipeWouldHaveIt() {
        assertThat(run("operators", "fineweb-paper")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("fineweb-paper (preset)", "- fineweb_quality: {char_duplicates_ratio: 0.1, ");
    }

    @Test
    void programsAreToldTheSame() {
        assertThat(run("operators", "gopher", "--json")).isEqualTo(ExitCode.OK);
        JsonNode told = Json.read(out.toString(), JsonNode.class);
        assertThat(told.get("operators")).isEmpty();
        assertThat(told.get("presets").get(0).get("operators").get(0).get("name").textValue()).isEqualTo("gopher_repetition");
    }

    @Test
    void aNameThatThereIsNotGetsTheNearest() {
        assertThat(run("operators", "text_lenght")).isEqualTo(ExitCode.USER);
        assertThat(err.toString()).contains("no operator or preset 'text_lenght'", "did you mean 'text_length'?");
    }
}
