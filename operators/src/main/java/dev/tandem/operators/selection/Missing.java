package dev.tandem.operators.selection;

/** What becomes of a sample that has no value. */
public enum Missing {
    DROP,
    KEEP
}
