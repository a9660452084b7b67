package dev.tandem.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of labels. */
class LabelFileTest {

    @Test
    void idsAndSourcesAndBothKindsOfLabelsAreRead() {
        String file = """
                {"id": "ABCDEF12", "label": "good", "note": "mine"}

                {"source": "pages/a.html", "label": 0}
                {"source": "b", "label": true}
                """;
        assertThat(LabelFile.read(file)).containsExactly(
                new Label(1, "abcdef12", true, true), new Label(3, "pages/a.html", false, false), new Label(4, "b", false, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id": "abcdef", "label": "good"          | Line 2 of the labels: not JSON
            ["abcdef", "good"]                        | expected a JSON object
            {"label": "good"}                         | expected 'id' or 'source'
            {"id": 7, "label": "good"}                | expected 'id' or 'source' of a sample, as text
            {"id": "abc", "label": "good"}            | from 6 to 64 hexadecimal digits, found 'abc'
            {"id": "abcdefgh", "label": "good"}       | hexadecimal
            {"source": "a", "label": "fine"}          | good or bad, or 1 or 0, found 'fine'
            {"source": "a", "label": ["good"]}        | good or bad
            {"source": "a"}                           | found none
            """)
    void aLineThatIsNoLabelIsNamed(String line, String message) {
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> LabelFile.read("{\"source\": \"ok\", \"label\": 1}\n" + line))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .withMessageContaining("Line 2")
                .withMessageContaining(message);
    }

    @Test
    void noneAndTooManyAreRefused() {
        assertThatExceptionOfType(TandemException.class).isThrownBy(() -> LabelFile.read("\n \n")).withMessageContaining("no labels");
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> LabelFile.read("{\"source\":\"a\",\"label\":1}\n".repeat(LabelFile.MAX_LABELS + 1)))
                .withMessageContaining("At most 10000");
        assertThatExceptionOfType(TandemException.class)
                .isThrownBy(() -> LabelFile.read(" ".repeat(LabelFile.MAX_CHARACTERS + 1)))
                .withMessageContaining("characters");
    }
}
