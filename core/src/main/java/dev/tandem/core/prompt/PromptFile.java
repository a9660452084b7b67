package dev.tandem.core.prompt;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Prompts as files: YAML with {@code id}, {@code version}, {@code description}, {@code variables} (name: text, list, number, words or
 * image) and {@code text}.
 */
public final class PromptFile {
    private static final int MOST_CHARACTERS = 2 * PromptTemplate.MOST_CHARACTERS;
    private static final Set<String> KEYS = Set.of("id", "version", "description", "variables", "text");

    private PromptFile() {}

    /**
     * Reads a file.
     *
     * @param name for messages
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} with what is wrong
     */
    public static PromptTemplate read(String name, String yaml) {
        if (yaml.length() > MOST_CHARACTERS) {
            throw wrong(name, "it has more than " + MOST_CHARACTERS + " characters");
        }
        Map<?, ?> keys = mapping(name, "the file", load(name, yaml));
        if (!KEYS.containsAll(keys.keySet())) {
            throw wrong(name, "expected are " + KEYS + ", found " + keys.keySet());
        }
        Map<String, PromptKind> variables = new LinkedHashMap<>();
        mapping(name, "'variables'", keys.containsKey("variables") ? keys.get("variables") : Map.of())
                .forEach((variable, kind) -> variables.put(String.valueOf(variable), kind(name, kind)));
        if (!(keys.get("version") instanceof Integer version)) {
            throw wrong(name, "'version' must be a number from 1");
        }
        return new PromptTemplate(
                text(name, keys, "id"), version, text(name, keys, "description"), variables, text(name, keys, "text").strip());
    }

    private static Object load(String name, String yaml) {
        try {
            return new Load(LoadSettings.builder().setLabel(name).setMaxAliasesForCollections(0).build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw wrong(name, "not valid YAML: " + e.getMessage());
        }
    }

    private static PromptKind kind(String name, Object kind) {
        return Arrays.stream(PromptKind.values())
                .filter(known -> known.word().equals(kind))
                .findFirst()
                .orElseThrow(() -> wrong(name, "a variable is one of " + Arrays.toString(PromptKind.values()) + ", found " + kind));
    }

    private static Map<?, ?> mapping(String name, String what, Object value) {
        if (value instanceof Map<?, ?> mapping) {
            return mapping;
        }
        throw wrong(name, what + " must have names and values");
    }

    private static String text(String name, Map<?, ?> keys, String key) {
        if (keys.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(name, "'" + key + "' must be a text");
    }

    private static TandemException wrong(String name, String what) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, "The prompt of " + name + " cannot be used: " + what + ".");
    }
}
