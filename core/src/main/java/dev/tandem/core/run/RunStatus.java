package dev.tandem.core.run;

/** How far a run is. */
public enum RunStatus {
    RUNNING,
    PAUSED,
    /** It waits for what people say of a sample. */
    IN_REVIEW,
    COMPLETED,
    FAILED,
    CANCELLED,
    /** The process that ran it went away; running the same recipe on the same input goes on where it stopped. */
    INTERRUPTED;

    public boolean finished() {
        return this != RUNNING && this != PAUSED && this != IN_REVIEW;
    }
}
