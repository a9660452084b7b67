package dev.tandem.core.prompt;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Types of the variables of prompts. */
public enum PromptKind {
    /** Quoted text of others. */
    TEXT,
    /** Quoted texts of others, a line each. */
    LIST,
    NUMBER,
    /** A few words of the recipe. */
    WORDS,
    /** One or more pictures; stands nowhere in the text. */
    IMAGE;

    /** As files of prompts have it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
