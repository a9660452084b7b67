package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} prints, of every command that people use. */
class HelpTest {

    static Stream<String> commands() {
        return TandemCommand.line(null).getSubcommands().entrySet().stream()
                .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);
    }

    @Test
    void commandsAreListed() {
        String help = help("--help");
        assertThat(commands()).contains("demo", "run", "apply", "why").allMatch(help::contains);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSaysHowItIsUsed(String command) {
        assertThat(help(command, "--help")).contains("Usage: tandem " + command, "--json", "Exit codes:");
    }

    private static String help(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = TandemCommand.line(null).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertThat(line.execute(arguments)).isZero();
        assertThat(err.toString()).isEmpty();
        return out.toString();
    }
}
