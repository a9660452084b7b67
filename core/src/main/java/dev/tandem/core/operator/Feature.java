package dev.tandem.core.operator;

/** One measurement of a filter: a column of the features file, named {@code <operator>.<name>}. */
public record Feature(String name, Type type) {

    /** What a cell holds. */
    public enum Type {
        NUMBER,
        /** One number per media part of the sample. */
        NUMBERS,
        TEXT
    }

    public static Feature number(String name) {
        return new Feature(name, Type.NUMBER);
    }

    public static Feature numbers(String name) {
        return new Feature(name, Type.NUMBERS);
    }

    public static Feature text(String name) {
        return new Feature(name, Type.TEXT);
    }
}
