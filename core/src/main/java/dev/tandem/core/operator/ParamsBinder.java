package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the {@code Params} record of an operator from what a recipe gives, with defaults and limits from {@link Setting}. Records of a
 * {@link SettingGroup} are made of the values of their own settings.
 */
final class ParamsBinder {
    private final String operator;
    private final Class<?> params;
    private final ParamValues values;

    ParamsBinder(String operator, Class<?> params) {
        this.operator = operator;
        this.params = params;
        List<ParamInfo> infos = new ArrayList<>();
        collect(params, Map.of(), infos);
        this.values = new ParamValues(operator, infos);
    }

    /** Every parameter with its value, in canonical text. */
    Map<String, String> canonical(Map<String, Object> given) {
        return values.canonical(given);
    }

    Object bind(Map<String, Object> given) {
        try {
            return made(params, values.of(given).iterator());
        } catch (InvocationTargetException e) {
            throw new TandemException(
                    ErrorCode.INVALID_RECIPE, "'" + operator + "': " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The Params of '" + operator + "' cannot be created", e);
        }
    }

    /** @param left values of this record's settings, and of those after it */
    private static Object made(Class<?> type, Iterator<Object> left) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Class<?> component = components[i].getType();
            if (component.isRecord()) {
                arguments[i] = made(component, left);
            } else {
                Object value = left.next();
                arguments[i] = component.isEnum() ? constant(component, (String) value) : value;
            }
        }
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    private static Object constant(Class<?> type, String choice) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> choiceName(constant).equals(choice))
                .findFirst()
                .orElseThrow();
    }

    /** @param defaults that replace those of the settings, by name */
    private static void collect(Class<?> type, Map<String, String> defaults, List<ParamInfo> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isRecord()) {
                collect(component.getType(), defaults(component.getAnnotation(SettingGroup.class)), into);
            } else {
                into.add(info(component, defaults));
            }
        }
    }

    private static Map<String, String> defaults(SettingGroup group) {
        return Arrays.stream(group.value())
                .map(given -> given.split("=", 2))
                .collect(Collectors.toMap(given -> given[0], given -> given[1]));
    }

    private static ParamInfo info(RecordComponent component, Map<String, String> defaults) {
        Setting setting = component.getAnnotation(Setting.class);
        Class<?> type = component.getType();
        List<String> choices = type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(ParamsBinder::choiceName).toList()
                : List.of();
        return new ParamInfo(
                name(component),
                type(type),
                defaults.getOrDefault(name(component), setting.value()),
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
