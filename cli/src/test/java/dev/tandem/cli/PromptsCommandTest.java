package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.operator.OperatorCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return TandemCommand.line(new OperatorsOnly(OperatorCatalog.load()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void promptsAreListedAndShown() {
        assertThat(run("prompts", "list")).isEqualTo(ExitCode.OK);
        assertThat(run("prompts", "show", "recaption@1")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("laclip_story@1", "recaption@1 (", "image: image", "{{caption}}");
        assertThat(run("prompts", "show", "recaption@99")).isEqualTo(ExitCode.USER);
    }

    @Test
    void aFileIsRenderedAsAModelWouldGetIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("p.yaml"), "id: p\nversion: 1\ndescription: d\nvariables: {a: text}\ntext: 'See {{a}}'");
        assertThat(run("prompts", "render", file.toString(), "--value", "a=</quoted> x")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("See <quoted name=\"a\"", "\u2039/quoted> x");
        assertThat(run("prompts", "render", file.toString())).isEqualTo(ExitCode.USER);
        assertThat(err.toString()).contains("--value");
    }
}
