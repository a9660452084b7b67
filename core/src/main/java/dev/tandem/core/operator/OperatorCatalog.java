package dev.tandem.core.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operators on the class path, from the indexes that the annotation processor writes, and those of the operators folder. */
public final class OperatorCatalog {
    /** Where the annotation processor writes the operators of a module. */
    public static final String INDEX = "META-INF/tandem/operators.json";

    private static final String TANDEM = "Tandem";

    private final Map<String, Known> operators;
    private final Map<String, Known> writers;
    private final List<RefusedFile> refused;

    private OperatorCatalog(Map<String, Known> operators, Map<String, Known> writers, List<RefusedFile> refused) {
        this.operators = Collections.unmodifiableMap(operators);
        this.writers = Collections.unmodifiableMap(writers);
        this.refused = List.copyOf(refused);
    }

    /**
     * An operator, and how it is made.
     *
     * @param origin name of the file that brings it
     */
    public record Known(OperatorInfo info, OperatorFactory factory, String origin) {}

    /** Everything that the class loader of the calling thread sees. */
    public static OperatorCatalog load() {
        return load(Thread.currentThread().getContextClassLoader());
    }

    static OperatorCatalog load(ClassLoader loader) {
        Map<String, Known> operators = new TreeMap<>();
        Map<String, Known> writers = new TreeMap<>();
        try {
            for (URL index : Collections.list(loader.getResources(INDEX))) {
                try (InputStream in = index.openStream()) {
                    for (OperatorInfo info : index(in.readAllBytes())) {
                        OperatorFactory factory = new ClassFactory(info.name(), info.className(), loader);
                        Known other = (info.kind() == OperatorKind.WRITER ? writers : operators)
                                .putIfAbsent(info.name(), new Known(info, factory, TANDEM));
                        if (other != null && !other.info().className().equals(info.className())) {
                            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Two operators are named '"
                                    + info.name() + "': " + other.info().className() + " and " + info.className());
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OperatorCatalog(operators, writers, List.of());
    }

    /** The operators of an {@link #INDEX}. */
    public static List<OperatorInfo> index(byte[] json) {
        return Json.read(json, new TypeReference<List<OperatorInfo>>() {});
    }

    /**
     * This catalog and the operators of one more file.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} when one of their names is taken
     */
    public OperatorCatalog with(Collection<Known> own) {
        Map<String, Known> all = new TreeMap<>(operators);
        Map<String, Known> allWriters = new TreeMap<>(writers);
        for (Known known : own) {
            Known other = (known.info().kind() == OperatorKind.WRITER ? allWriters : all).putIfAbsent(known.info().name(), known);
            if (other != null) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + known.info().name() + "' is the name of an operator of "
                        + other.origin() + "; expected one that is not taken: rename it");
            }
        }
        return new OperatorCatalog(all, allWriters, refused);
    }

    /** This catalog, which also knows why a file brings no operators. */
    public OperatorCatalog refusing(RefusedFile file) {
        return new OperatorCatalog(operators, writers, Stream.concat(refused.stream(), Stream.of(file)).toList());
    }

    /** The writers: they have names of their own, since a format that is read is written under the same name. */
    public OperatorCatalog writers() {
        return new OperatorCatalog(writers, Map.of(), refused);
    }

    public Optional<OperatorInfo> find(String name) {
        return Optional.ofNullable(operators.get(name)).map(Known::info);
    }

    /** All operators but the {@link #writers()}, by name. */
    public Collection<OperatorInfo> all() {
        return operators.values().stream().map(Known::info).toList();
    }

    /** The operators that Tandem does not come with, writers included. */
    public List<Known> own() {
        return Stream.of(operators, writers)
                .flatMap(part -> part.values().stream())
                .filter(known -> known.info().code().isPresent())
                .toList();
    }

    /** What the operators of others are, as one digest: the same wherever the same files were loaded. */
    public Digest ownCode() {
        return Digest.of(own().stream()
                .map(known -> known.info().kind() + " " + known.info().name() + " " + known.info().code().orElseThrow() + "\n")
                .collect(Collectors.joining()));
    }

    /** Files of the operators folder that bring no operators. */
    public List<RefusedFile> refused() {
        return refused;
    }

    /** Why there is no operator of this name, if a file that was refused may be the reason. */
    public Optional<String> whyAbsent(String name) {
        Optional<RefusedFile> named = refused.stream().filter(file -> file.operators().contains(name)).findFirst();
        if (named.isPresent()) {
            return named.map(file -> "the operator '" + name + "' of " + file.file() + " cannot be used: " + file.reason());
        }
        List<String> reasons = new ArrayList<>();
        refused.stream()
                .filter(file -> file.operators().isEmpty())
                .forEach(file -> reasons.add(file.file() + ": " + file.reason()));
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("unknown operator '" + name + "'. It may be in what could not be loaded: " + String.join("; ", reasons));
    }

    /**
     * Looks whether this process has the operator that was planned with.
     *
     * @param code as in {@link OperatorInfo}
     * @throws TandemException {@link ErrorCode#OPERATOR_UNAVAILABLE} when it has none, or another
     */
    public void require(String name, Optional<Digest> code) {
        Optional<OperatorInfo> found = find(name);
        if (found.isEmpty() || !found.get().code().equals(code)) {
            String has = found.isEmpty()
                    ? whyAbsent(name).orElse("none of this name")
                    : found.get().code().map(own -> "code " + own.abbreviated()).orElse("that of Tandem itself");
            throw new TandemException(ErrorCode.OPERATOR_UNAVAILABLE, "The run was planned with the operator '" + name + "', "
                    + code.map(planned -> "code " + planned.abbreviated()).orElse("that of Tandem itself") + "; this process has "
                    + has + ". Give all processes the same operators folder and restart them; if the operator was changed"
                    + " meanwhile, submit the recipe again: what does not depend on it is reused.");
        }
    }

    /** All parameters with defaults filled in, in canonical text. */
    public Map<String, String> canonical(String name, Map<String, Object> given) {
        return known(name).factory().canonical(given);
    }

    /**
     * Creates an operator.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} for an unknown name, an unknown parameter or a value
     *     that does not fit
     */
    public CurationOperator create(String name, Map<String, Object> given, OperatorContext context) {
        return known(name).factory().create(given, context);
    }

    private Known known(String name) {
        return Optional.ofNullable(operators.get(name)).orElseThrow(() -> new TandemException(
                ErrorCode.INVALID_RECIPE, whyAbsent(name).orElse("Unknown operator '" + name + "'")));
    }
}
