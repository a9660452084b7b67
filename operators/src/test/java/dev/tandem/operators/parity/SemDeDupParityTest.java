package dev.tandem.operators.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.operators.dedup.semantic.SemanticDuplicates;
import dev.tandem.operators.dedup.semantic.UnitVectors;
import dev.tandem.operators.parity.Golden.Document;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares with SemDeDup's rule in numpy on vectors outside of the project, where they are there. */
final class SemDeDupParityTest {

    @Test
    void theSameVectorsStay() throws IOException {
        Golden golden = Golden.find().orElse(null);
        assumeTrue(golden != null, "the vectors are not there");
        List<JsonNode> runs = golden.expected("numpy-semdedup");
        Map<Integer, JsonNode> cases = new HashMap<>();
        runs.forEach(run -> cases.putIfAbsent(run.get("case").intValue(), run));
        List<Document> documents = runs.stream()
                .map(run -> new Document("case " + run.get("case") + ", eps " + run.get("eps"), "vectors", ""))
                .toList();
        ParityTable table = new ParityTable("SemDeDup", "(numpy)", "not explained");
        table.compare("vectors that stay, the hard ones first", documents, i -> {
            JsonNode data = cases.get(runs.get(i).get("case").intValue());
            int[] duplicateOf = SemanticDuplicates.of(vectors(data.get("vectors")), labels(data.get("labels")),
                    runs.get(i).get("eps").doubleValue(), SemanticDuplicates.Order.HARD);
            return IntStream.range(0, duplicateOf.length)
                    .allMatch(vector -> (duplicateOf[vector] < 0) == runs.get(i).get("keep").get(vector).booleanValue());
        });

        assertThat(table.rows()).allSatisfy(row -> assertThat(row.different()).as(row.operator()).isEmpty());
        table.isOnPage();
    }

    /** Brought to length one before they are cut to single precision: some clusters are that narrow. */
    private static UnitVectors vectors(JsonNode rows) {
        int dimensions = rows.get(0).size();
        float[] values = new float[rows.size() * dimensions];
        for (int i = 0; i < rows.size(); i++) {
            double squares = 0;
            for (JsonNode value : rows.get(i)) {
                squares += value.doubleValue() * value.doubleValue();
            }
            for (int d = 0; d < dimensions; d++) {
                values[i * dimensions + d] = (float) (rows.get(i).get(d).doubleValue() / Math.sqrt(squares));
            }
        }
        return new UnitVectors(rows.size(), dimensions, values);
    }

    private static int[] labels(JsonNode labels) {
        return IntStream.range(0, labels.size()).map(i -> labels.get(i).intValue()).toArray();
    }
}
