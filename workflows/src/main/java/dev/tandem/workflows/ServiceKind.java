package dev.tandem.workflows;

/** The kinds of services that activities call: each has a task queue of its own, so that the capacity for each is set apart. */
public enum ServiceKind {
    INGESTION,
    FILTERING,
    DEDUP,
    SYNTHESIS,
    PUBLISHING,
    TRAINING;

    /** Task queue of the activities that call this kind of service. */
    public String taskQueue() {
        return switch (this) {
            case INGESTION -> "curation-ingestion";
            case FILTERING -> "curation-filtering";
            case DEDUP -> "curation-dedup";
            case SYNTHESIS -> "curation-synthesis";
            case PUBLISHING -> "curation-publishing";
            case TRAINING -> "curation-training";
        };
    }

    static ServiceKind of(ShardTask.Work work) {
        return switch (work) {
            case READ -> INGESTION;
            case PASS, SUMMARIZE, JUDGE -> FILTERING;
            case SIGN, PLACE, BUCKET, SELECT -> DEDUP;
            case OFFER, HAND_OVER, CREATE -> SYNTHESIS;
            case SCORE -> TRAINING;
        };
    }
}
