package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.operators.parity.Golden.Document;
import dev.tandem.operators.testing.FilterRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Compares decisions of Data-Juicer's rules over a grammar that spaCy told, on documents outside of the project, where they are there.
 * Its taggers and parsers are learned, and so is the tagger here: answers of two of them are not equal.
 */
final class SpacyParityTest {
    private static final String TAGGER = "another tagger: verbs in -s are often taken for nouns, and what is no English for anything";
    private static final String RULES = "another tagger, and rules in place of a parser; most of these are no English prose";

    private final ParityTable table = new ParityTable("spaCy", "3.8.18, `en_core_web_sm`", "not explained");

    /** What spaCy says of a document. */
    private record Grammar(String id, int actions, int entities, int fewest, int most) {
        static Grammar of(String line) {
            String[] cells = line.split("\t");
            return new Grammar(
                    cells[0], Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), Integer.parseInt(cells[3]),
                    Integer.parseInt(cells[4]));
        }
    }

    @Test
    void mostDecisionsAreEqual() throws IOException {
        Golden golden = Golden.find().orElse(null);
        assumeTrue(golden != null, "the documents are not there");
        List<Document> documents = everyFourth(golden.documents());
        List<Grammar> told = everyFourth(told());
        assertThat(told).extracting(Grammar::id).isEqualTo(documents.stream().map(Document::id).toList());

        List<Verdict> actions = verdicts("text_action", documents);
        table.compare("`text_action`, decisions", documents, TAGGER, i ->
                actions.get(i).decision().keep() == told.get(i).actions() >= 1);
        List<Verdict> all = verdicts("text_entity_dependency", documents);
        table.compare("`text_entity_dependency`, decisions", documents, RULES, i ->
                all.get(i).decision().keep() == (told.get(i).entities() > 0 && told.get(i).fewest() >= 1));

        assertThat(table.rows()).allSatisfy(row -> assertThat(row.different()).as(row.operator()).hasSizeLessThan(10));
        table.isOnPage();
    }

    /** Taggers are slow. */
    private static <T> List<T> everyFourth(List<T> all) {
        return IntStream.range(0, all.size()).filter(i -> i % 4 == 0).mapToObj(all::get).toList();
    }

    private static List<Verdict> verdicts(String operator, List<Document> documents) {
        return new FilterRun(operator, Map.of()).of(documents.stream().map(document -> FilterRun.text(document.text())).toList());
    }

    private static List<Grammar> told() throws IOException {
        try (InputStream in = SpacyParityTest.class.getResourceAsStream("spacy_grammar.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Grammar::of)
                    .toList();
        }
    }
}
