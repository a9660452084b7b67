package dev.tandem.services.gateway;

/** Where runs are listed and counted. */
public enum RunIndexKind {
    /** By visibility where the workflow server has it, else by the bucket. */
    AUTO,
    /** By search attributes of the workflow server; without them no run is started or listed. */
    VISIBILITY,
    /** By the records in the bucket. */
    BUCKET
}
