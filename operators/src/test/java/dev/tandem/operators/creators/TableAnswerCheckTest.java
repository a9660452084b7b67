package dev.tandem.operators.creators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableAnswerCheckTest {
    private static final String TABLE = "Name\tKind\tSize\nnorth\ta\t1\nsouth\tb\t22\neast\tb\t-3.5\nwest\tc\t22.0";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "How many rows does the table have?, 4",
        "`What is the \"Size\" of \"east\"?`, -3.5",
        "`What is the \"Name\" of the row whose \"Kind\" is \"c\"?`, ``",
        "`What is the \"Kind\" of the row whose \"Size\" is \"22.0\"?`, c",
        "`What is the \"Size\" of \"nowhere\"?`, ``",
        "`What is the \"Colour\" of \"east\"?`, ``",
        "`Which has the larger \"Size\", \"north\" or \"east\"?`, north",
        "`Which has the larger \"Size\", \"south\" or \"west\"?`, ``",
        "`Which has the larger \"Kind\", \"north\" or \"east\"?`, ``",
        "`Which \"Size\" has the larger \"Size\", \"1\" or \"-3.5\"?`, 1",
        "`Which row has the largest \"Size\"?`, ``",
        "`Which \"Kind\" has the largest \"Size\"?`, ``",
        "Who are you?, ``",
        "`What is the \"Size\" of \"east\"? Why?`, ``"
    })
    void onlyASingleAnswerIsGiven(String question, String answer) {
        assertThat(TableAnswerCheck.answer(TABLE, question).orElse("")).isEqualTo(answer);
    }
}
