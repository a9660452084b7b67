package dev.tandem.core.score;

/**
 * How often a model's scores were needed.
 *
 * @param asked rows that a model answered
 * @param known rows whose answers had been stored before, or stood twice in what was asked
 */
public record ScoreCount(long asked, long known) {
    public static final ScoreCount NONE = new ScoreCount(0, 0);

    public ScoreCount plus(ScoreCount other) {
        return new ScoreCount(asked + other.asked, known + other.known);
    }
}
