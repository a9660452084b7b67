package dev.tandem.core.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up what the texts that models wrote say of their making: the same for the same samples, whoever paid, as each text says what it
 * took, whether its answers were stored before or not. What has not the form that Tandem writes is somebody else's, and left out.
 */
final class WrittenByModels {
    private static final int MOST_PROMPTS = 1_000;
    private static final int MOST_CHARACTERS = 10_000;
    /** More than any one text takes. */
    private static final long MOST = 1_000_000_000L;

    private final SortedMap<String, DatasetManifest.Written> prompts = new TreeMap<>();

    void add(Sample sample) {
        Map<String, String> metadata = sample.metadata();
        if (metadata.containsKey(SampleMetadata.PROMPT)) {
            add(metadata.get(SampleMetadata.PROMPT), metadata.getOrDefault(SampleMetadata.COST, ""));
        }
        for (Part part : sample.parts()) {
            part.attributes().forEach((name, value) -> {
                if (name.endsWith(PartAttributes.MADE)) {
                    object(value).ifPresent(made -> add(made.path("prompt").asText(""), value));
                }
            });
        }
    }

    private void add(String prompt, String cost) {
        if (prompt.isEmpty() || !prompts.containsKey(prompt) && prompts.size() >= MOST_PROMPTS) {
            return;
        }
        object(cost).filter(made -> isNumber(made, "calls") && isNumber(made, "read_tokens") && isNumber(made, "written_tokens"))
                .map(made -> new DatasetManifest.Written(
                        1, made.path("calls").asLong(), made.path("read_tokens").asLong(), made.path("written_tokens").asLong()))
                .ifPresent(written -> prompts.merge(prompt, written, DatasetManifest.Written::plus));
    }

    private static boolean isNumber(JsonNode made, String field) {
        JsonNode number = made.path(field);
        return number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0 && number.asLong() <= MOST;
    }

    private static Optional<JsonNode> object(String json) {
        if (!json.startsWith("{") || json.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper().readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** By prompt; empty where no model wrote anything. */
    Optional<SortedMap<String, DatasetManifest.Written>> told() {
        return prompts.isEmpty() ? Optional.empty() : Optional.of(prompts);
    }
}
