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
import java.util.TreeMap;

/** Texts of our own with what datatrove 0.10.1 answers, with spaCy 3.8 as its tokenizer of English. */
public record Datatrove(JsonNode expected) {

    public static List<Datatrove> all() {
        try (InputStream in = Datatrove.class.getResourceAsStream("datatrove.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> new Datatrove(Json.read(line, JsonNode.class)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return expected.get("id").textValue();
    }

    public String text() {
        return expected.get("text").textValue();
    }

    /** Asserts that counts, decisions with their reasons, and rewritten texts are equal. */
    static void agrees(String operator, Map<String, Object> params, String column) {
        List<Datatrove> all = all();
        List<Verdict> verdicts = new FilterRun(operator, params)
                .of(all.stream().map(reference -> FilterRun.text(reference.text())).toList());
        for (int i = 0; i < all.size(); i++) {
            Verdict verdict = verdicts.get(i);
            JsonNode expected = all.get(i).expected().get(column);
            assertThat(numbers(verdict)).as(all.get(i).id()).isEqualTo(numbers(expected.get("values")));
            assertThat(verdict.decision().reason().orElse("keep")).as(all.get(i).id())
                    .isEqualTo(expected.get("decision").textValue());
            if (expected.has("text")) {
                assertThat(verdict.text().orElse(all.get(i).text())).as(all.get(i).id())
                        .isEqualTo(expected.get("text").textValue());
            }
        }
    }

    private static Map<String, Double> numbers(Verdict verdict) {
        Map<String, Double> numbers = new TreeMap<>();
        verdict.values().forEach((name, value) -> {
            if (value instanceof Double number) {
                numbers.put(name, number);
            }
        });
        return numbers;
    }

    private static Map<String, Double> numbers(JsonNode values) {
        Map<String, Double> numbers = new TreeMap<>();
        values.properties().forEach(value -> numbers.put(value.getKey(), value.getValue().doubleValue()));
        return numbers;
    }
}
