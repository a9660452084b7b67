package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the {@code Params} record of an operator from what a recipe gives, with defaults and limits from {@link Setting}. */
final class ParamsBinder {
    private final String operator;
    private final Class<?> params;
    private final RecordComponent[] components;

    ParamsBinder(String operator, Class<?> params) {
        this.operator = operator;
        this.params = params;
        this.components = params.getRecordComponents();
    }

    /** Every parameter with its value, in canonical text. */
    Map<String, String> canonical(Map<String, Object> given) {
        Object[] values = values(given);
        Map<String, String> canonical = new TreeMap<>();
        for (int i = 0; i < components.length; i++) {
            Object value = values[i];
            canonical.put(name(components[i]), value instanceof Enum<?> choice ? choiceName(choice) : String.valueOf(value));
        }
        return canonical;
    }

    Object bind(Map<String, Object> given) {
        try {
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = params.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values(given));
        } catch (InvocationTargetException e) {
            throw new TandemException(
                    ErrorCode.INVALID_RECIPE, "'" + operator + "': " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The Params of '" + operator + "' cannot be created", e);
        }
    }

    private Object[] values(Map<String, Object> given) {
        List<String> names = Arrays.stream(components).map(ParamsBinder::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw invalid("unknown parameter '" + name + "'; " + NearestName.suggest(name, names)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse(names.isEmpty() ? "it has none" : "it has " + String.join(", ", names)));
            }
        }
        return Arrays.stream(components)
                .map(component -> value(component, given.get(name(component))))
                .toArray();
    }

    private Object value(RecordComponent component, Object given) {
        Setting setting = component.getAnnotation(Setting.class);
        Object source = given == null ? setting.value() : given;
        Class<?> type = component.getType();
        Object value;
        if (type == boolean.class) {
            value = bool(component, source);
        } else if (type == String.class) {
            value = text(component, source);
        } else if (type.isEnum()) {
            value = choice(component, source);
        } else if (type == List.class) {
            value = list(component, source);
        } else {
            return number(component, source, setting);
        }
        return value;
    }

    private Object number(RecordComponent component, Object source, Setting setting) {
        double value;
        try {
            value = source instanceof Number number ? number.doubleValue() : Double.parseDouble(defaultText(component, source));
        } catch (NumberFormatException e) {
            throw expected(component, "a number", source);
        }
        if (!(value >= setting.min() && value <= setting.max())) {
            throw expected(component, "a number from " + setting.min() + " to " + setting.max(), source);
        }
        Class<?> type = component.getType();
        if (type == double.class) {
            return value;
        }
        if (Double.isInfinite(value)) {
            value = value > 0 ? (type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE) : 0;
        } else if (value != Math.rint(value)) {
            throw expected(component, "a whole number", source);
        }
        if (type == int.class) {
            if (Math.abs(value) > Integer.MAX_VALUE) {
                throw expected(component, "a whole number up to " + Integer.MAX_VALUE, source);
            }
            return (int) value;
        }
        return (long) value;
    }

    private Object bool(RecordComponent component, Object source) {
        return switch (source.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw expected(component, "true or false", source);
        };
    }

    private String text(RecordComponent component, Object source) {
        if (source instanceof String || source instanceof Number || source instanceof Boolean) {
            return source.toString();
        }
        throw expected(component, "text", source);
    }

    private Object choice(RecordComponent component, Object source) {
        Object[] choices = component.getType().getEnumConstants();
        return Arrays.stream(choices)
                .filter(choice -> choiceName((Enum<?>) choice).equals(source.toString()))
                .findFirst()
                .orElseThrow(() -> expected(
                        component,
                        "one of " + Arrays.stream(choices)
                                .map(choice -> choiceName((Enum<?>) choice))
                                .collect(Collectors.joining(", ")),
                        source));
    }

    private List<String> list(RecordComponent component, Object source) {
        if (source instanceof List<?> items) {
            List<String> texts = new ArrayList<>();
            items.forEach(item -> texts.add(text(component, item)));
            return List.copyOf(texts);
        }
        String text = text(component, source);
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    /** Text where a number is expected is an error in a recipe, {@code Infinity} excepted. */
    private static String defaultText(RecordComponent component, Object source) {
        if (source != component.getAnnotation(Setting.class).value() && !source.equals("Infinity")) {
            throw new NumberFormatException();
        }
        return (String) source;
    }

    private TandemException expected(RecordComponent component, String expected, Object found) {
        return invalid("parameter '" + name(component) + "' must be " + expected + ", found '" + found + "'");
    }

    private TandemException invalid(String problem) {
        return new TandemException(ErrorCode.INVALID_RECIPE, "'" + operator + "': " + problem);
    }

    private static String choiceName(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** {@code minLen} in Java is {@code min_len} in a recipe, and {@code topNGrams} is {@code top_n_grams}. */
    static String name(RecordComponent component) {
        return component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").toLowerCase(Locale.ROOT);
    }
}
