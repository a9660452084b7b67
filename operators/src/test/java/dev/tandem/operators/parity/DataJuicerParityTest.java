package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.operators.parity.Golden.Document;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

        compareImages(golden);
        new DedupParity(golden, table).compareDataJuicer();

        assertThat(table.rows()).allSatisfy(row -> assertThat(row.different()).as(row.operator()).isEmpty());
        table.isOnPage();
    }

    private void compareImages(Golden golden) {
        List<Document> images = golden.images("datajuicer-images");
        List<JsonNode> answers = golden.expected("datajuicer-images");
        Map<String, Map<String, Object>> params = Map.of(
                "aspect_ratio", Map.of(),
                "shape", Map.of("min_width", 64, "max_width", 200, "min_height", 64),
                "size", Map.of("min_size", "1KB", "max_size", "20KB"));
        for (String column : List.of("aspect_ratio", "shape", "size")) {
            List<Verdict> verdicts = new FilterRun("image_" + column, params.get(column))
                    .of(images.stream().map(image -> TestImages.sample(golden.image(image))).toList());
            table.compare("`image_" + column + "`", images, i -> {
                JsonNode answer = answers.get(i).get(column);
                return numbers(answer.get(0)).equals(numbers(verdicts.get(i).values()))
                        && answer.get(1).booleanValue() == verdicts.get(i).decision().keep();
            });
        }
    }

    private static Map<String, Double> numbers(JsonNode lists) {
        Map<String, Double> numbers = new TreeMap<>();
        lists.properties().forEach(entry -> numbers.put(entry.getKey(), entry.getValue().get(0).doubleValue()));
        return numbers;
    }

    private static Map<String, Double> numbers(Map<String, Object> lists) {
        Map<String, Double> numbers = new TreeMap<>();
        lists.forEach((feature, list) -> numbers.put(feature, ((double[]) list)[0]));
        return numbers;
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
