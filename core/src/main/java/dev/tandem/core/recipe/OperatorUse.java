package dev.tandem.core.recipe;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operator as a recipe names it.
 *
 * @param parameters as given, without defaults: booleans, numbers, strings and lists of strings
 */
public record OperatorUse(String name, Map<String, Object> parameters) {
    public OperatorUse {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
