package dev.tandem.operators.text.latex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.latex.RemoveHeaderMapper.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoveHeaderMapperTest {
    private final RemoveHeaderMapper mapper = new RemoveHeaderMapper(new Params(false));

    @ParameterizedTest
    @ValueSource(strings = {
        "\\chapter{A}", "\\part*{A}", "\\section[short]{A}", "\\subsection*[a]b]{\n}", "\\subsubsection{}", "\\paragraph{A}",
        "\\subparagraph{A}"
    })
    void allGoesUpToTheFirstHeading(String heading) {
        assertThat(mapper.map("\\title{T}\n" + heading + "\ntext \\section{B}")).isEqualTo(heading + "\ntext \\section{B}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "plain", "\\sectionmark{A}", "\\section", "\\section A}", "\\section{A", "\\section[a]", "\\section[a]{b", "\\section*x{}"
    })
    void textWithoutHeadingStaysUnlessItIsToGo(String text) {
        assertThat(mapper.map(text)).isEqualTo(text);
        assertThat(new RemoveHeaderMapper(new Params(true)).map(text)).isEmpty();
    }

    @Test
    void aHeadingAfterABrokenOneIsFound() {
        assertThat(mapper.map("\\section \\chapter{A}")).isEqualTo("\\chapter{A}");
    }
}
