package dev.tandem.core.operator;

import java.util.Arrays;

/** The kinds of operators; the interface that a class implements decides. */
public enum OperatorKind {
    READER(Reader.class),
    FILTER(Filter.class),
    MAPPER(Mapper.class),
    DEDUPLICATOR(Deduplicator.class),
    CREATOR(Creator.class),
    WRITER(Writer.class);

    private final Class<? extends CurationOperator> type;

    OperatorKind(Class<? extends CurationOperator> type) {
        this.type = type;
    }

    public static OperatorKind of(Class<?> operator) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isAssignableFrom(operator))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operator + " implements no kind of operator"));
    }
}
