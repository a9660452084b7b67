package dev.tandem.core.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operators on the class path, from the indexes that the annotation processor writes. */
public final class OperatorCatalog {
    /** Where the annotation processor writes the operators of a module. */
    public static final String INDEX = "META-INF/tandem/operators.json";

    private final Map<String, OperatorInfo> operators;
    private final Map<String, OperatorInfo> writers;
    private final ClassLoader loader;

    private OperatorCatalog(Map<String, OperatorInfo> operators, Map<String, OperatorInfo> writers, ClassLoader loader) {
        this.operators = Collections.unmodifiableMap(operators);
        this.writers = Collections.unmodifiableMap(writers);
        this.loader = loader;
    }

    /** Everything that the class loader of the calling thread sees. */
    public static OperatorCatalog load() {
        return load(Thread.currentThread().getContextClassLoader());
    }

    static OperatorCatalog load(ClassLoader loader) {
        Map<String, OperatorInfo> operators = new TreeMap<>();
        Map<String, OperatorInfo> writers = new TreeMap<>();
        try {
            for (URL index : Collections.list(loader.getResources(INDEX))) {
                try (InputStream in = index.openStream()) {
                    for (OperatorInfo info : Json.read(in.readAllBytes(), new TypeReference<List<OperatorInfo>>() {})) {
                        OperatorInfo other = (info.kind() == OperatorKind.WRITER ? writers : operators)
                                .putIfAbsent(info.name(), info);
                        if (other != null && !other.className().equals(info.className())) {
                            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Two operators are named '"
                                    + info.name() + "': " + other.className() + " and " + info.className());
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OperatorCatalog(operators, writers, loader);
    }

    /** The writers: they have names of their own, since a format that is read is written under the same name. */
    public OperatorCatalog writers() {
        return new OperatorCatalog(writers, Map.of(), loader);
    }

    public Optional<OperatorInfo> find(String name) {
        return Optional.ofNullable(operators.get(name));
    }

    /** All operators but the {@link #writers()}, by name. */
    public Collection<OperatorInfo> all() {
        return operators.values();
    }

    /** All parameters with defaults filled in, in canonical text. */
    public Map<String, String> canonical(String name, Map<String, Object> given) {
        return new ParamsBinder(name, params(type(name))).canonical(given);
    }

    /**
     * Creates an operator.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} for an unknown name, an unknown parameter or a value
     *     that does not fit
     */
    public CurationOperator create(String name, Map<String, Object> given, OperatorContext context) {
        Class<?> type = type(name);
        Class<?> paramsType = params(type);
        Object params = new ParamsBinder(name, paramsType).bind(given);
        try {
            Constructor<?> withContext = constructor(type, paramsType, OperatorContext.class);
            Object operator = withContext != null
                    ? withContext.newInstance(params, context)
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

    private Class<?> type(String name) {
        OperatorInfo info = find(name).orElseThrow(
                () -> new TandemException(ErrorCode.INVALID_RECIPE, "Unknown operator '" + name + "'"));
        try {
            return Class.forName(info.className(), true, loader);
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

    private static Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> Arrays.equals(constructor.getParameterTypes(), parameters))
                .findFirst()
                .orElse(null);
    }
}
