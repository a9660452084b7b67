package dev.tandem.core.inference;

import java.net.URI;
import java.util.Optional;

/**
 * An endpoint of the chat completions protocol, and how it is asked.
 *
 * @param base such as {@code http://vllm:8000/v1}
 * @param key sent as bearer token; never logged
 * @param maxPromptBytes of a request, images included
 * @param maxAnswerBytes of an answer
 * @param limits time, attempts, waits and requests at a time
 */
public record HttpGeneratorSettings(
        URI base, Optional<String> key, int maxPromptBytes, int maxAnswerBytes, InferenceSettings limits) {

    public HttpGeneratorSettings {
        boolean http = ("http".equals(base.getScheme()) || "https".equals(base.getScheme())) && base.getHost() != null;
        Require.that(http && base.getUserInfo() == null && base.getQuery() == null, "an address such as http://vllm:8000/v1", base);
        Require.that(maxPromptBytes > 0 && maxAnswerBytes > 0, "limits above zero", maxPromptBytes);
    }

    @Override
    public String toString() {
        return "HttpGeneratorSettings[" + base + "]";
    }
}
