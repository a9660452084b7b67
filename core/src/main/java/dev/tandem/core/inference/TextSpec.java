package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * How a model reads texts.
 *
 * @param maxTokens tokens of a text that are read; the rest is cut off by the server
 * @param tokenizer name of the file with a {@code tokenizer.json}, for servers that cut texts themselves
 * @param pooling how the vectors of tokens become one, for the same servers: {@code mean}
 * @param template what is sent, with {@code {text}} where the text goes
 */
public record TextSpec(
        @JsonProperty("max_tokens") int maxTokens,
        Optional<String> tokenizer,
        Optional<String> pooling,
        Optional<String> template) {
    private static final String PLACE = "{text}";

    public TextSpec {
        Require.that(maxTokens >= 0, "max_tokens of at least 0", maxTokens);
        Require.that(pooling.isEmpty() || pooling.get().equals("mean"), "the pooling 'mean'", pooling.orElse(""));
        Require.that(template.isEmpty() || template.get().contains(PLACE), "a template with '" + PLACE + "'", template.orElse(""));
    }

    /** Texts as they are. */
    static TextSpec plain() {
        return new TextSpec(0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    String sent(String text) {
        return template.map(form -> form.replace(PLACE, text)).orElse(text);
    }
}
