package dev.tandem.operators.text;

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
import java.util.Optional;

/**
 * Texts of our own with what the reference implementations answer: Data-Juicer 1.6.1, of e-mail and IP addresses
 * datatrove 0.10.1.
 *
 * @param expected by operator, the measured number and whether the text is kept
 * @param pii the text without addresses, where it has any
 */
public record Reference(String id, String text, Map<String, JsonNode> expected, Optional<String> pii) {

    public static List<Reference> all() {
        try (InputStream in = Reference.class.getResourceAsStream("reference.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> Json.read(line, Reference.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that numbers are equal to the last bit, and verdicts too. */
    static void agrees(String operator, Map<String, Object> params, String feature, String column) {
        FilterRun run = new FilterRun(operator, params);
        List<Reference> all = all();
        List<Verdict> verdicts = run.of(all.stream().map(reference -> FilterRun.text(reference.text())).toList());
        for (int i = 0; i < all.size(); i++) {
            JsonNode expected = all.get(i).expected().get(column);
            assertThat(verdicts.get(i).values())
                    .as(all.get(i).id())
                    .containsExactly(Map.entry(feature, expected.get(0).doubleValue()));
            assertThat(verdicts.get(i).decision().keep()).as(all.get(i).id()).isEqualTo(expected.get(1).booleanValue());
        }
    }
}
