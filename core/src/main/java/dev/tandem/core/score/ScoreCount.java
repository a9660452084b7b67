package dev.tandem.core.score;

/**
 * How often a model's scores were needed.
 *
 * @param asked rows that a model answered
 * @param known rows whose answers had been stored before, or stood twice in what was asked
 * @param readTokens of what was asked of a model that writes, as far as its server tells
 * @param writtenTokens of its answers, as far as its server tells
 */
public record ScoreCount(long asked, long known, long readTokens, long writtenTokens) {
    public static final ScoreCount NONE = new ScoreCount(0, 0);

    /** Of a model that does not write. */
    public ScoreCount(long asked, long known) {
        this(asked, known, 0, 0);
    }

    public ScoreCount plus(ScoreCount other) {
        return new ScoreCount(
                asked + other.asked, known + other.known, readTokens + other.readTokens, writtenTokens + other.writtenTokens);
    }
}
