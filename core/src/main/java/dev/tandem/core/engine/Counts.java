package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;

/**
 * What became of the samples of a step. Every sample that came in, or was made, is in exactly one of the other counts.
 *
 * @param in samples that came in; of a creating step, the parents
 * @param made samples that a creating step made
 * @param kept samples that go on
 * @param dropped samples that an operator decided against
 * @param merged duplicates dropped in favour of another sample
 * @param failed samples that could not be processed
 * @param consumed parents that a creating step was done with; they stay in the step that they came from
 */
public record Counts(long in, long made, long kept, long dropped, long merged, long failed, long consumed) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(
                in + other.in,
                made + other.made,
                kept + other.kept,
                dropped + other.dropped,
                merged + other.merged,
                failed + other.failed,
                consumed + other.consumed);
    }

    /**
     * in + made = kept + dropped + merged + failed + consumed.
     *
     * @throws TandemException {@link ErrorCode#CONSERVATION_VIOLATED} when a sample was lost or doubled
     */
    public Counts verified(String step) {
        if (in + made != kept + dropped + merged + failed + consumed) {
            throw new TandemException(
                    ErrorCode.CONSERVATION_VIOLATED, "In step '" + step + "' the counts do not add up: " + this);
        }
        return this;
    }
}
