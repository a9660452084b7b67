package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.comparison.PairedEstimate;
import dev.tandem.core.comparison.PromptComparison;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

    @Test
    void aComparisonIsATableWithIntervals() {
        String text = ComparePromptsCommand.text(new PromptComparison(
                "recaption", 20, side("short@1", 18, Map.of("ANSWER_REFUSED", 2L)), side("long@2", 20, Map.of()),
                Optional.of(new PairedEstimate(0.1, OptionalDouble.of(0.14), 20)),
                Optional.of(new PromptComparison.Judged(3, 12, 2, 1, Optional.of(new PairedEstimate(0.5, OptionalDouble.of(0.2), 18)))),
                Optional.of(new PromptComparison.Measured(
                        "text_length.text_len", 0, OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty())),
                41));
        assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")).toList()).contains(
                "recaption, 20 samples, 41 calls made now", "short@1 long@2", "samples with texts 18 20", "refused 2 0",
                "cost for each sample 0.2222 0.2000", "judged better 3 12", "ties, unjudged 2 1",
                "Yield: +0.100 +- 0.140 for long@2 over 20 samples, no more than chance",
                "Preference: +0.500 +- 0.200 for long@2 over 18 samples", "text_length.text_len: nothing to compare",
                "short@1: ANSWER_REFUSED 2 times");
    }

    private static PromptComparison.Side side(String prompt, long stands, Map<String, Long> refusals) {
        return new PromptComparison.Side(
                prompt, Digest.of(prompt), stands, 20 - stands, refusals, "", stands, 24, 2400, 480, OptionalDouble.of(4),
                OptionalDouble.of(0.5), OptionalDouble.of(0.75), OptionalDouble.of(31));
    }
}
