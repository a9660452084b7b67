package dev.tandem.operators.text.latex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.latex.RemoveCommentsMapper.Params;
import org.junit.jupiter.api.Test;

final class RemoveCommentsMapperTest {
    private static String mapped(boolean inline, boolean multiline, String text) {
        return new RemoveCommentsMapper(new Params(inline, multiline)).map(text);
    }

    @Test
    void commentsGoBehindTextAndAsLines() {
        String text = "%% top\n\\section{A}% one\n%\nb 50\\% of it % two\n % three\nend\n%last";

        assertThat(mapped(true, true, text)).isEqualTo("\\section{A}\nb 50\\% of it \n \nend\n");
        assertThat(mapped(true, false, text)).isEqualTo("%% top\n\\section{A}\n%\nb 50\\% of it \n \nend\n%last");
        assertThat(mapped(false, true, text)).isEqualTo("\\section{A}% one\nb 50\\% of it % two\n % three\nend\n");
        assertThat(mapped(false, false, text)).isEqualTo(text);
    }

    @Test
    void aBackslashBeforeABackslashEscapesNothing() {
        assertThat(mapped(true, true, "a\\\\% b\nc\\\\\\% d\n\\")).isEqualTo("a\\\\\nc\\\\\\% d\n\\");
    }

    @Test
    void aSignThatJoinsLinesStays() {
        assertThat(mapped(true, true, "\\author{%\n  A}%")).isEqualTo("\\author{%\n  A}%");
    }
}
