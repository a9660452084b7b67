package dev.tandem.training.rounds;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.training.Lanes;
import java.util.Map;
import java.util.Optional;

/** Makes a round with the judges that the settings name. */
public final class RoundTrainer {
    private final PreparedPool pool;
    private final Optional<PreparedPool> other;
    private final Rounds settings;
    private final Map<Digest, Boolean> labels;
    private final Lanes lanes;
    private final Runnable told;

    /**
     * @param other the same pairs as the other models see them that the settings name
     * @param labels what people think of pairs, by id: whether they find them good
     * @param told after each epoch of each training; what it throws ends the work
     */
    public RoundTrainer(
            PreparedPool pool, Optional<PreparedPool> other, Rounds settings, Map<Digest, Boolean> labels, Lanes lanes, Runnable told) {
        this.pool = pool;
        this.other = other;
        this.settings = settings;
        this.labels = labels;
        this.lanes = lanes;
        this.told = told;
    }

    /**
     * What a round left.
     *
     * @param partner to the second of two models
     */
    public record Scores(RoundScores own, Optional<RoundScores> partner) {}

    /** What the round before left, and what round 0 did. */
    public record Before(Scores previous, Scores first) {}

    /**
     * A round.
     *
     * @param partner that of the second of two models
     */
    public record Trained(RoundWork.Round round, Optional<RoundWork.Round> partner) {}

    /** @param before empty for round 0 */
    public Trained train(int number, Optional<Before> before) {
        return switch (settings.mode()) {
            case SELF -> alone(work(Optional.empty()), number, before);
            case EXTERNAL -> alone(work(Optional.of(seen())), number, before);
            case COOPERATIVE -> {
                Cooperation both = new Cooperation(pool, seen(), settings, labels, lanes, told);
                Cooperation.Both made = before.map(earlier -> both.round(number, both(earlier.previous()), both(earlier.first())))
                        .orElseGet(both::first);
                yield new Trained(made.one(), Optional.of(made.two()));
            }
        };
    }

    private RoundWork work(Optional<PreparedPool> judge) {
        return new RoundWork(pool, settings, judge, labels, settings.seed(), lanes, told);
    }

    private PreparedPool seen() {
        return other.orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT,
                "'rounds: mode: " + settings.mode().text() + "' needs the pool of the other models, found none"));
    }

    private static Trained alone(RoundWork work, int number, Optional<Before> before) {
        return new Trained(
                before.map(earlier -> work.round(number, earlier.previous().own(), earlier.first().own())).orElseGet(work::first),
                Optional.empty());
    }

    private static Cooperation.Scores both(Scores scores) {
        return new Cooperation.Scores(scores.own(), scores.partner().orElseThrow());
    }
}
