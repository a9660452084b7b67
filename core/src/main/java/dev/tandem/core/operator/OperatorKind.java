package dev.tandem.core.operator;

import java.util.Arrays;
import java.util.List;

/** The kinds of operators; an interface that a class implements decides. */
public enum OperatorKind {
    READER(Reader.class),
    FILTER(Filter.class),
    MAPPER(Mapper.class, MediaMapper.class, AttributeMapper.class),
    DEDUPLICATOR(DuplicateFinder.class),
    SELECTOR(Selector.class),
    CREATOR(Creator.class),
    WRITER(Writer.class);

    private final List<Class<? extends CurationOperator>> types;

    @SafeVarargs
    OperatorKind(Class<? extends CurationOperator>... types) {
        this.types = List.of(types);
    }

    public static OperatorKind of(Class<?> operator) {
        return Arrays.stream(values())
                .filter(kind -> kind.types.stream().anyMatch(type -> type.isAssignableFrom(operator)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operator + " implements no kind of operator"));
    }
}
