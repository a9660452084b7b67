package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Makes an operator that is a class with a nested record {@code Params}. */
public final class ClassFactory implements OperatorFactory {
    private final String name;
    private final String className;
    private final ClassLoader loader;

    public ClassFactory(String name, String className, ClassLoader loader) {
        this.name = name;
        this.className = className;
        this.loader = loader;
    }

    @Override
    public Map<String, String> canonical(Map<String, Object> given) {
        return new ParamsBinder(name, params(type())).canonical(given);
    }

    @Override
    public CurationOperator create(Map<String, Object> given, OperatorContext context) {
        Class<?> type = type();
        Class<?> paramsType = params(type);
        Object params = new ParamsBinder(name, paramsType).bind(given);
        try {
            Optional<Constructor<?>> withContext = constructor(type, paramsType, OperatorContext.class);
            Object operator = withContext.isPresent()
                    ? withContext.get().newInstance(params, context)
                    : type.getDeclaredConstructor(paramsType).newInstance(params);
            return (CurationOperator) operator;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof TandemException cause) {
                throw cause;
            }
            throw new TandemException(
                    ErrorCode.INVALID_RECIPE, "'" + name + "': " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The operator '" + name + "' cannot be created", e);
        }
    }

    @Override
    public void check() {
        canonical(Map.of());
    }

    private Class<?> type() {
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The class of operator '" + name + "' is missing", e);
        }
    }

    private static Class<?> params(Class<?> type) {
        return Arrays.stream(type.getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Params"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no nested record Params"));
    }

    private static Optional<Constructor<?>> constructor(Class<?> type, Class<?>... parameters) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> Arrays.equals(constructor.getParameterTypes(), parameters))
                .findFirst();
    }
}
