package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a model writes.
 *
 * @param maxTokens tokens that it writes, at most
 * @param temperature 0 for the likeliest text
 * @param topP the likeliest tokens that together have this probability are chosen from
 * @param seed of its choices, where its server knows one
 * @param stop texts that end it
 */
public record GenerationOptions(
        @JsonProperty("max_tokens") int maxTokens,
        double temperature,
        @JsonProperty("top_p") double topP,
        OptionalLong seed,
        List<String> stop) {
    /** The likeliest text, as long as an answer is. */
    public static final GenerationOptions DEFAULT = new GenerationOptions(512, 0, 1, OptionalLong.empty(), List.of());

    public GenerationOptions {
        Require.that(maxTokens >= 1, "max_tokens of at least 1", maxTokens);
        Require.that(temperature >= 0 && temperature <= 2, "a temperature from 0 to 2", temperature);
        Require.that(topP > 0 && topP <= 1, "a top_p above 0, up to 1", topP);
        stop = List.copyOf(stop);
    }

    /** By the names that servers know. */
    Map<String, Object> named() {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("max_tokens", maxTokens);
        named.put("temperature", temperature);
        named.put("top_p", topP);
        seed.ifPresent(number -> named.put("seed", number));
        if (!stop.isEmpty()) {
            named.put("stop", stop);
        }
        return named;
    }
}
