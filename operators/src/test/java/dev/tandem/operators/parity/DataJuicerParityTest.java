package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.operators.parity.Golden.Document;
import dev.tandem.operators.testing.FilterRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Compares with Data-Juicer 1.6.1 on documents outside of the project, where they are there: the measured number to the
 * last bit, and whether the document is kept. The tests beside the operators have texts of the project's own.
 */
final class DataJuicerParityTest {
    private final ParityTable table = new ParityTable("Data-Juicer", "1.6.1", "not explained");
    private List<Document> documents;
    private List<JsonNode> expected;

    @Test
    void numbersAndDecisionsAreEqual() throws IOException {
        Golden golden = Golden.find().orElse(null);
        assumeTrue(golden != null, "the documents are not there");
        documents = golden.documents();
        expected = golden.expected("datajuicer-text_filters");

        compare("alphanumeric", "", Map.of(), "alphanumeric");
        compare("average_line_length", "", Map.of(), "average_line_length");
        compare("maximum_line_length", "", Map.of(), "maximum_line_length");
        compare("character_repetition", "", Map.of(), "character_repetition");
        compare("character_repetition", "stretches of 5", Map.of("rep_len", 5, "max_ratio", 0.2), "character_repetition_5");
        compare("word_repetition", "", Map.of(), "word_repetition");
        compare("word_repetition", "stretches of 5", Map.of("rep_len", 5, "max_ratio", 0.1), "word_repetition_5");
        compare("special_characters", "", Map.of(), "special_characters");
        compare("text_length", "", Map.of(), "text_length");
        compare("words", "", Map.of(), "words_num");
        compare("stop_words", "a list of ours", Map.of("words", golden.words("stopwords")), "stopwords_ownlist");
        compare("flagged_words", "a list of ours", Map.of("words", golden.words("flagged_words")), "flagged_words_ownlist");

        assertThat(table.rows()).allSatisfy(row -> assertThat(row.different()).as(row.operator()).isEmpty());
        table.isOnPage();
    }

    private void compare(String operator, String what, Map<String, Object> params, String column) {
        List<Verdict> verdicts = new FilterRun(operator, params)
                .of(documents.stream().map(document -> FilterRun.text(document.text())).toList());
        table.compare("`" + operator + "`" + (what.isEmpty() ? "" : ", " + what), documents, i -> {
            JsonNode answer = expected.get(i).get(column);
            return List.of(answer.get(0).doubleValue()).equals(List.copyOf(verdicts.get(i).values().values()))
                    && answer.get(1).booleanValue() == verdicts.get(i).decision().keep();
        });
    }
}
