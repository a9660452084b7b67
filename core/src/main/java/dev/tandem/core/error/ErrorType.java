package dev.tandem.core.error;

/** Who has to act on an error; the type alone decides whether work is tried again. */
public enum ErrorType {
    /** The caller sent something that cannot work; trying again without a change fails again. */
    USER(false),
    /** A defect of Tandem. */
    INTERNAL(false),
    /** Memory, disk or a quota ran out; trying later can work. */
    RESOURCES(true),
    /** Something that Tandem depends on (object store, model server) failed; trying later can work. */
    EXTERNAL(true);

    private final boolean retryable;

    ErrorType(boolean retryable) {
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
