package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.core.json.Json;
import dev.tandem.operators.testing.FilterRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Texts of our own with what the filters of NeMo Curator (commit 1e2e427) answer, run by Python 3.11 with regex 2026.11.19.
 *
 * @param expected by operator, the score and whether the text is kept; nothing where the reference divides by zero
 */
record Nemo(String id, String text, Map<String, JsonNode> expected) {

    static List<Nemo> all() {
        try (InputStream in = Nemo.class.getResourceAsStream("nemo.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> Json.read(line, Nemo.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asserts that scores are equal to the last bit, and verdicts too.
     *
     * @param withoutScore whether what has no score there is kept here
     */
    static void agrees(String operator, boolean withoutScore) {
        List<Nemo> all = all();
        List<Verdict> verdicts = new FilterRun(operator, Map.of())
                .of(all.stream().map(reference -> FilterRun.text(reference.text())).toList());
        for (int i = 0; i < all.size(); i++) {
            JsonNode expected = all.get(i).expected().get(operator);
            boolean kept = verdicts.get(i).decision().keep();
            if (expected == null || expected.isNull()) {
                assertThat(kept).as(all.get(i).id()).isEqualTo(withoutScore);
            } else {
                assertThat(verdicts.get(i).values().values()).as(all.get(i).id())
                        .containsExactly(expected.get(0).doubleValue());
                assertThat(kept).as(all.get(i).id()).isEqualTo(expected.get(1).booleanValue());
            }
        }
    }
}
