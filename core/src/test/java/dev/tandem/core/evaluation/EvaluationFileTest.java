package dev.tandem.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationFile.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationFileTest {
    private static EvaluationSet read(String jsonl) {
        return EvaluationFile.read(jsonl.getBytes(StandardCharsets.UTF_8), Fields.DEFAULT, Optional.empty());
    }

    @Test
    void linesAreItems() {
        String jsonl = """
                {"id": 7, "query": "How many?", "label": 3, "more": [1]}\r

                {"query": "Who?", "label": ["Ann", "Anna", "", null]}
                {"id": "s", "query": "only asked"}
                {"id": null, "label": "only answered"}""";

        assertThat(read(jsonl)).isEqualTo(new EvaluationSet(List.of(
                new EvaluationItem("7", "How many?", List.of("3")),
                new EvaluationItem("line 3", "Who?", List.of("Ann", "Anna")),
                new EvaluationItem("s", "only asked", List.of()),
                new EvaluationItem("line 5", "", List.of("only answered")))));
    }

    @Test
    void picturesAreKnownByTheirHashes() {
        EvaluationSet set = read("""
                {"query": "What is this?", "image_hash": "00ff00ff00ff00ff"}
                {"image_hash": ["0123456789abcdef", "8000000000000000"]}""");

        assertThat(set.items()).containsExactly(
                new EvaluationItem("line 1", "What is this?", List.of(), List.of("00ff00ff00ff00ff")),
                new EvaluationItem("line 2", "", List.of(), List.of("0123456789abcdef", "8000000000000000")));
        assertThat(EvaluationSet.decode(set.encode())).isEqualTo(set);
        refused("{\"query\": \"x\", \"image_hash\": \"FF\"}", "Line 1", "16 hexadecimal digits", "'FF'");
    }

    @Test
    void aSetWithoutPicturesIsStoredAsBefore() {
        EvaluationSet set = read("{\"id\": \"a\", \"query\": \"Who?\", \"label\": \"Ann\"}");

        assertThat(new String(set.encode(), StandardCharsets.UTF_8)).doesNotContain("image");
    }

    @Test
    void fieldsHaveOtherNames() {
        byte[] jsonl = "{\"q\": \"Who?\", \"a\": \"Ann\", \"n\": \"x\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(EvaluationFile.read(jsonl, new Fields("n", "q", "a", List.of()), Optional.empty()).items())
                .containsExactly(new EvaluationItem("x", "Who?", List.of("Ann")));
        assertThatThrownBy(() -> EvaluationFile.read(jsonl, Fields.DEFAULT, Optional.empty()))
                .hasMessageContainingAll("Line 1", "neither 'query' nor 'label'", "'a', 'n', 'q'");
    }

    @Test
    void itemsAreToldApartByFields() {
        String jsonl = """
                {"id": "a", "query": "x", "source": "web", "length": 7, "photo": true}
                {"id": "b", "query": "y", "source": " ", "length": 7}
                {"id": "c", "query": "z"}""";
        EvaluationSet set = EvaluationFile.read(jsonl.getBytes(StandardCharsets.UTF_8),
                new Fields("id", "query", "label", List.of("source", "length", "photo")), Optional.of(EvaluationLeaf.RETRIEVAL));
        assertThat(set.leaf()).contains(EvaluationLeaf.RETRIEVAL);
        assertThat(set.items()).extracting(EvaluationItem::slices).containsExactly(
                new TreeMap<>(Map.of("source", "web", "length", "7", "photo", "true")), new TreeMap<>(Map.of("length", "7")),
                new TreeMap<>());
        assertThat(set.slices()).isEqualTo(Map.of("source", Map.of("web", 1), "length", Map.of("7", 2), "photo", Map.of("true", 1)));
        assertThat(EvaluationSet.decode(set.encode())).isEqualTo(set);
        for (String bad : List.of("[1]", "\"" + "y".repeat(101) + "\"")) {
            assertThatThrownBy(() -> EvaluationFile.read(("{\"query\": \"x\", \"s\": " + bad + "}").getBytes(StandardCharsets.UTF_8),
                            new Fields("id", "query", "label", List.of("s")), Optional.empty()))
                    .hasMessageContainingAll("Line 1", "'s'");
        }
    }

    @Test
    void leavesHaveNames() {
        assertThat(EvaluationLeaf.of("reasoning")).isEqualTo(EvaluationLeaf.REASONING);
        assertThatThrownBy(() -> EvaluationLeaf.of("retreival")).hasMessageContaining("did you mean 'retrieval'?");
    }

    @Test
    void aLineThatIsNoItemIsAnErrorWithItsNumber() {
        String good = "{\"id\": \"a\", \"query\": \"Who?\"}\n";
        refused(good + "{\"query\": ", "Line 2", "not JSON");
        refused(good + "[1]", "Line 2", "JSON object");
        refused(good + "\n{\"query\": \"x\"} {}", "Line 3", "not JSON");
        refused(good + good, "Line 2", "that of line 1", "'a'");
        refused("{\"query\": {\"a\": 1}}", "Line 1", "'query' must be text", "object");
        refused("{\"query\": [\"a\"]}", "'query' must be text", "list");
        refused("{\"label\": [[\"a\"]]}", "'label' must be text", "list");
        refused("{\"query\": \" \", \"label\": []}", "Line 1", "nothing stands in 'query' and 'label'");
        refused("{\"question\": \"Who?\"}", "neither 'query' nor 'label'", "question", "--query-field");
        refused("{\"query\": \"x\", \"id\": \"" + "y".repeat(257) + "\"}", "257 characters");
        refused("{\"query\": " + "[".repeat(100_000), "Line 1", "not JSON");
        assertThatThrownBy(() -> EvaluationFile.read(new byte[] {'{', '}', '\n', (byte) 0xff}, Fields.DEFAULT, Optional.empty()))
                .hasMessageContaining("Line 1");
        assertThatThrownBy(() -> EvaluationFile.read(new byte[] {'\n', (byte) 0xff}, Fields.DEFAULT, Optional.empty()))
                .hasMessageContainingAll("Line 2", "UTF-8");
    }

    private static void refused(String jsonl, String... message) {
        assertThatThrownBy(() -> read(jsonl))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContainingAll(message);
    }

    @Test
    void aSetHasItems() {
        for (String empty : List.of("", "\n \n")) {
            assertThatThrownBy(() -> read(empty))
                    .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EMPTY_INPUT));
        }
    }
}
