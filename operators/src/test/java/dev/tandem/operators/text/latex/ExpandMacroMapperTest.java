package dev.tandem.operators.text.latex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import org.junit.jupiter.api.Test;

final class ExpandMacroMapperTest {
    private static String mapped(String text) throws SampleFailedException {
        return new ExpandMacroMapper(new ExpandMacroMapper.Params()).map(text);
    }

    @Test
    void macrosBecomeWhatTheyStandForAndDefinitionsStay() throws SampleFailedException {
        String definitions = "\\newcommand{\\R}{\\mathbb{R}}\n  \\newcommand*{\\eg}{e.g.}\n\\def\\x1{y}\n";

        assertThat(mapped(definitions + "$\\R^n$, \\eg \\x1 \\Rn \\\\R \\R"))
                .isEqualTo(definitions + "$\\mathbb{R}^n$, e.g. y \\Rn \\\\R \\mathbb{R}");
    }

    @Test
    void macrosInMacrosAreResolvedWhateverTheirOrder() throws SampleFailedException {
        String definitions = "\\def\\a{(\\b)}\n\\def\\b{[\\c]}\n\\def\\c{c}\n\\def\\d{\\a\\c}\n";

        assertThat(mapped(definitions + "\\a \\d")).isEqualTo(definitions + "([c]) ([c])c");
    }

    @Test
    void macrosThatNeedThemselvesAreLeftAlone() throws SampleFailedException {
        String text = "\\def\\a{x\\b}\n\\def\\b{y\\a}\n\\def\\c{\\b}\n\\def\\d{d}\n";

        assertThat(mapped(text + "\\a \\b \\c \\d")).isEqualTo(text + "\\a \\b \\c d");
    }

    @Test
    void otherCommandsAreNoDefinitions() throws SampleFailedException {
        String text = "\\newcommand{\\a}[1]{x}\n\\newcommand{\\b}{x} y\n\\definecolor{c}{x}\n\\def\\e\n\\newcommand\n\\def\n\\a \\b \\e";

        assertThat(mapped(text)).isEqualTo(text);
        assertThat(mapped("\\a")).isEqualTo("\\a");
    }

    @Test
    void aTextThatGrowsTooMuchFails() {
        StringBuilder text = new StringBuilder("\\def\\a0{0123456789}\n");
        for (int i = 1; i < 40; i++) {
            text.append("\\def\\a").append(i).append("{\\a").append(i - 1).append("\\a").append(i - 1).append("}\n");
        }
        text.append("\\a39");

        assertThatThrownBy(() -> mapped(text.toString()))
                .isInstanceOfSatisfying(SampleFailedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }
}
