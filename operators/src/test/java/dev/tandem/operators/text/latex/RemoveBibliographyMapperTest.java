package dev.tandem.operators.text.latex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoveBibliographyMapperTest {
    private final RemoveBibliographyMapper mapper = new RemoveBibliographyMapper(new RemoveBibliographyMapper.Params());

    @ParameterizedTest
    @ValueSource(strings = {
        "\\appendix", "\\begin{references}", "\\begin{REFERENCES}", "\\begin{thebibliography}", "\\bibliography{refs}", "\\bibliography{\n}"
    })
    void allGoesFromTheBibliographyOn(String beginning) {
        assertThat(mapper.map("text\n" + beginning + "\nmore\n\\appendix\nend")).isEqualTo("text\n");
    }

    @Test
    void otherCommandsStay() {
        String text = "\\bibliographystyle{plain}\n\\begin{itemize}\n\\bibliography{open";

        assertThat(mapper.map(text)).isEqualTo(text);
    }
}
