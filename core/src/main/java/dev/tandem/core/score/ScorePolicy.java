package dev.tandem.core.score;

/**
 * What runs may do with models and what these answered.
 *
 * @param sharing who finds the scores that a run had computed
 * @param rate what each tenant may ask
 */
public record ScorePolicy(ScoreSharing sharing, TenantRate rate) {
    /** Scores are for everybody, and nobody is held up. */
    public static final ScorePolicy DEFAULT = new ScorePolicy(ScoreSharing.SHARED, TenantRate.NONE);
}
