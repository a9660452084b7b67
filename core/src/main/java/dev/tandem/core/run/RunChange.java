package dev.tandem.core.run;

/**
 * A change of a run on its way: who changed what, and when.
 *
 * @param at ISO 8601, UTC
 * @param by whoever asked, as the caller names itself
 * @param setting {@code paused}, {@code concurrency}, {@code plan}, {@code inference_calls}, {@code cost}, {@code review.stage},
 *     or a parameter as {@code stage.operator.parameter}
 * @param before value until then, in canonical text
 * @param after value from then on
 */
public record RunChange(String at, String by, String setting, String before, String after) {
    /** Whether no further shard is started. */
    public static final String PAUSED = "paused";
    /** Shards that are processed at a time. */
    public static final String CONCURRENCY = "concurrency";
    /** Calls of models that the run may make. */
    public static final String INFERENCE_CALLS = "inference_calls";
    /** What calls of models may cost. */
    public static final String COST = "cost";
    /** Who pauses a run whose budget is reached. */
    public static final String BY_BUDGET = "budget";
    /** What people said at a gate; the stage follows. */
    public static final String REVIEW = "review.";
    /** Who lets a run go on that nobody reviewed. */
    public static final String BY_TIMEOUT = "timeout";
    /** Digest of the plan's document; follows the parameters. */
    public static final String PLAN = "plan";
}
