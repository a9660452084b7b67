package dev.tandem.operators.translation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the rule (equal names, equal parameters) does not get right about a system: a YAML file beside this class, whose head says
 * what may stand in it.
 *
 * @param settings by the name of a setting of the recipe as a whole
 * @param parameters by the name of a parameter that every operator there has
 * @param operators by the name of the operator there
 */
record TranslationTable(
        Map<String, ParameterRule> settings, Map<String, ParameterRule> parameters, Map<String, OperatorRule> operators) {
    private static final int MAX_ALIASES = 1_000;

    /**
     * How a parameter is translated.
     *
     * @param to its name here, where it has another
     * @param only values that mean what happens here anyway
     * @param unneeded why it makes no difference
     * @param why there is no equivalent, or none for values other than {@code only}
     * @param note what is other here, where the operator here has a parameter of that name; else the other rules hold
     * @param assumed the value there where none is given
     * @param none the value that {@code None} stands for
     * @param essential whether the operator is not translated at all where there is no equivalent: it would do something else
     * @param pairs whether its value is a list of pairs, which are written {@code 5:0.15} here
     * @param open whether its value is an object whose fields are parameters, named {@code config.field}
     */
    record ParameterRule(
            Optional<String> to,
            List<?> only,
            Optional<String> unneeded,
            Optional<String> why,
            Optional<String> note,
            Optional<Object> assumed,
            Optional<Object> none,
            boolean essential,
            boolean pairs,
            boolean open) {
        static final ParameterRule SAME = of(Map.of());

        /** The rule where the operator here has such a parameter. */
        ParameterRule noted() {
            return new ParameterRule(
                    to, only, Optional.empty(), Optional.empty(), note, assumed, none, false, pairs, open);
        }

        /** Whether a value means what happens here anyway. */
        boolean means(Object value) {
            return only.stream().anyMatch(meant -> OperatorTranslator.isEqual(meant, value));
        }

        static ParameterRule of(Object rule) {
            Keys keys = new Keys(
                    rule instanceof String name ? Map.of("to", name) : rule,
                    Set.of("to", "only", "unneeded", "why", "note", "assumed", "none", "essential", "pairs", "open"));
            return new ParameterRule(
                    keys.text("to"),
                    keys.list("only"),
                    keys.text("unneeded"),
                    keys.text("why"),
                    keys.text("note"),
                    keys.value("assumed"),
                    keys.value("none").map(TranslationTable::whole),
                    keys.value("essential").isPresent(),
                    keys.value("pairs").isPresent(),
                    keys.value("open").isPresent());
        }
    }

    /**
     * How an operator is translated.
     *
     * @param to its name here, where the rule does not find it
     * @param unneeded why nothing stands in its place
     * @param partOf the operator there that it is a step of: nothing stands in its place where that one is there
     * @param why there is no equivalent
     * @param note what is other here, whatever its parameters
     * @param defaults parameters here that are written where it gives none
     * @param needs parameters here without which it is not translated, with the reason
     * @param positional names of its parameters in order, where they may be given without
     * @param none the value here of a number that is {@code None} there
     */
    record OperatorRule(
            Optional<String> to,
            Optional<String> unneeded,
            Optional<String> partOf,
            Optional<String> why,
            Optional<String> note,
            Map<String, ParameterRule> parameters,
            Map<String, Object> defaults,
            Map<String, String> needs,
            List<?> positional,
            Optional<Object> none) {

        static OperatorRule of(Object rule) {
            Keys keys = new Keys(rule, Set.of(
                    "to", "unneeded", "part_of", "why", "note", "parameters", "defaults", "needs", "positional", "none"));
            return new OperatorRule(
                    keys.text("to"),
                    keys.text("unneeded"),
                    keys.text("part_of"),
                    keys.text("why"),
                    keys.text("note"),
                    keys.map("parameters", ParameterRule::of),
                    keys.map("defaults", TranslationTable::whole),
                    keys.map("needs", Object::toString),
                    keys.list("positional"),
                    keys.value("none").map(TranslationTable::whole));
        }
    }

    /** Keys of a mapping that knows some. */
    private record Keys(Map<?, ?> values) {
        Keys(Object mapping, Set<String> known) {
            this(mapping == null ? Map.of() : (Map<?, ?>) mapping);
            if (!known.containsAll(values.keySet())) {
                throw new IllegalStateException("Expected some of " + known + ", found " + values.keySet());
            }
        }

        Optional<Object> value(String key) {
            return Optional.ofNullable(values.get(key));
        }

        Optional<String> text(String key) {
            return value(key).map(Object::toString);
        }

        List<?> list(String key) {
            return value(key).map(found -> (List<?>) found).orElse(List.of());
        }

        <T> Map<String, T> map(String key, Function<Object, T> rule) {
            Map<String, T> map = new TreeMap<>();
            value(key).ifPresent(found -> ((Map<?, ?>) found).forEach((name, value) -> map.put(name.toString(), rule.apply(value))));
            return map;
        }
    }

    /** Whole numbers as recipes have them. */
    private static Object whole(Object value) {
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    static TranslationTable load(String name) {
        try (InputStream in = TranslationTable.class.getResourceAsStream(name)) {
            LoadSettings settings = LoadSettings.builder().setLabel(name).setMaxAliasesForCollections(MAX_ALIASES).build();
            Keys keys = new Keys(new Load(settings).loadFromInputStream(in), Set.of("settings", "parameters", "operators"));
            return new TranslationTable(
                    keys.map("settings", ParameterRule::of),
                    keys.map("parameters", ParameterRule::of),
                    keys.map("operators", OperatorRule::of));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rule of an operator; an empty one for those that need none. */
    OperatorRule operator(String name) {
        return operators.containsKey(name) ? operators.get(name) : OperatorRule.of(Map.of());
    }
}
