package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of an operator's parameters from what a recipe gives, with the defaults and limits that were declared. */
public final class ParamValues {
    private final String operator;
    private final List<ParamInfo> params;

    public ParamValues(String operator, List<ParamInfo> params) {
        this.operator = operator;
        this.params = List.copyOf(params);
    }

    /** Every parameter with its value, in canonical text. */
    public Map<String, String> canonical(Map<String, Object> given) {
        List<Object> values = of(given);
        Map<String, String> canonical = new TreeMap<>();
        for (int i = 0; i < params.size(); i++) {
            canonical.put(params.get(i).name(), String.valueOf(values.get(i)));
        }
        return canonical;
    }

    /**
     * The values in the order of the parameters.
     *
     * @return a {@link Boolean}, {@link Integer}, {@link Long}, {@link Double}, {@link String} (also for a choice) or list
     *     of strings for each
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} for an unknown parameter or a value that does not fit
     */
    public List<Object> of(Map<String, Object> given) {
        List<String> names = params.stream().map(ParamInfo::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw invalid("unknown parameter '" + name + "'; " + NearestName.suggest(name, names)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse(names.isEmpty() ? "it has none" : "it has " + String.join(", ", names)));
            }
        }
        return params.stream().map(param -> value(param, given.get(param.name()))).toList();
    }

    private Object value(ParamInfo param, Object given) {
        Object source = given == null ? param.defaultValue() : given;
        return switch (param.type()) {
            case "boolean" -> bool(param, source);
            case "string" -> text(param, source);
            case "choice" -> choice(param, source);
            case "list" -> list(param, source);
            default -> number(param, source, given == null);
        };
    }

    private Object number(ParamInfo param, Object source, boolean isDefault) {
        double value;
        try {
            value = source instanceof Number number ? number.doubleValue() : Double.parseDouble(numeral(source, isDefault));
        } catch (NumberFormatException e) {
            throw expected(param, "a number", source);
        }
        double min = param.min().isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(param.min());
        double max = param.max().isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(param.max());
        if (!(value >= min && value <= max)) {
            throw expected(param, "a number from " + min + " to " + max, source);
        }
        if (param.type().equals("double")) {
            return value;
        }
        boolean isInt = param.type().equals("int");
        if (Double.isInfinite(value)) {
            value = value > 0 ? (isInt ? Integer.MAX_VALUE : Long.MAX_VALUE) : 0;
        } else if (value != Math.rint(value)) {
            throw expected(param, "a whole number", source);
        }
        if (isInt) {
            if (Math.abs(value) > Integer.MAX_VALUE) {
                throw expected(param, "a whole number up to " + Integer.MAX_VALUE, source);
            }
            return (int) value;
        }
        return (long) value;
    }

    /** Text where a number is expected is an error in a recipe, {@code Infinity} excepted. */
    private static String numeral(Object source, boolean isDefault) {
        if (!isDefault && !source.equals("Infinity")) {
            throw new NumberFormatException();
        }
        return (String) source;
    }

    private Object bool(ParamInfo param, Object source) {
        return switch (source.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw expected(param, "true or false", source);
        };
    }

    private String text(ParamInfo param, Object source) {
        if (source instanceof String || source instanceof Number || source instanceof Boolean) {
            return source.toString();
        }
        throw expected(param, "text", source);
    }

    private String choice(ParamInfo param, Object source) {
        if (!param.choices().contains(source.toString())) {
            throw expected(param, "one of " + String.join(", ", param.choices()), source);
        }
        return source.toString();
    }

    private List<String> list(ParamInfo param, Object source) {
        if (source instanceof List<?> items) {
            List<String> texts = new ArrayList<>();
            items.forEach(item -> texts.add(text(param, item)));
            return List.copyOf(texts);
        }
        String text = text(param, source);
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    private TandemException expected(ParamInfo param, String expected, Object found) {
        return invalid("parameter '" + param.name() + "' must be " + expected + ", found '" + found + "'");
    }

    private TandemException invalid(String problem) {
        return new TandemException(ErrorCode.INVALID_RECIPE, "'" + operator + "': " + problem);
    }
}
