package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the {@code Params} record of an operator from what a recipe gives, with defaults and limits from {@link Setting}. */
final class ParamsBinder {
    private final String operator;
    private final Class<?> params;
    private final RecordComponent[] components;
    private final ParamValues values;

    ParamsBinder(String operator, Class<?> params) {
        this.operator = operator;
        this.params = params;
        this.components = params.getRecordComponents();
        this.values = new ParamValues(operator, Arrays.stream(components).map(ParamsBinder::info).toList());
    }

    /** Every parameter with its value, in canonical text. */
    Map<String, String> canonical(Map<String, Object> given) {
        return values.canonical(given);
    }

    Object bind(Map<String, Object> given) {
        try {
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = params.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments(given));
        } catch (InvocationTargetException e) {
            throw new TandemException(
                    ErrorCode.INVALID_RECIPE, "'" + operator + "': " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The Params of '" + operator + "' cannot be created", e);
        }
    }

    private Object[] arguments(Map<String, Object> given) {
        Object[] arguments = values.of(given).toArray();
        for (int i = 0; i < components.length; i++) {
            Class<?> type = components[i].getType();
            if (type.isEnum()) {
                arguments[i] = constant(type, (String) arguments[i]);
            }
        }
        return arguments;
    }

    private static Object constant(Class<?> type, String choice) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> choiceName(constant).equals(choice))
                .findFirst()
                .orElseThrow();
    }

    private static ParamInfo info(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        Class<?> type = component.getType();
        List<String> choices = type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(ParamsBinder::choiceName).toList()
                : List.of();
        return new ParamInfo(
                name(component),
                type(type),
                setting.value(),
                String.valueOf(setting.min()),
                String.valueOf(setting.max()),
                choices,
                setting.measured(),
                "");
    }

    private static String type(Class<?> type) {
        if (type.isEnum()) {
            return "choice";
        }
        return type == List.class ? "list" : type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String choiceName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    /** {@code minLen} in Java is {@code min_len} in a recipe, and {@code topNGrams} is {@code top_n_grams}. */
    static String name(RecordComponent component) {
        return component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").toLowerCase(Locale.ROOT);
    }
}
