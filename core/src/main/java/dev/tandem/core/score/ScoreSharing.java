package dev.tandem.core.score;

/** Who finds the scores that a run had computed. */
public enum ScoreSharing {
    /** Every run. */
    SHARED,
    /** Runs of the same tenant. */
    TENANT,
    /** Nobody: they are not stored. */
    OFF
}
