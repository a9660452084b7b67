package dev.tandem.training.rounds;

import dev.tandem.core.agreement.Kappa;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundNumbers.Partner;
import dev.tandem.training.Lanes;
import dev.tandem.training.curation.Folds;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two models that choose for each other: what one finds good the other is trained on (co-teaching; Han et al., 2018), so that neither
 * confirms itself. They differ by their base models, or by their seeds and by the half of the pages that their first judges see.
 */
public final class Cooperation {
    /** What the second model's seeds are apart from those of the first. */
    private static final long APART = 1_000_003;

    private final Rounds settings;
    private final RoundWork one;
    private final RoundWork two;
    private final boolean apart;

    /**
     * @param other the same pairs, as the second model's bases see them
     * @param labels what people think of pairs, by id: whether they find them good
     * @param told after each epoch of each training; what it throws ends the work
     */
    public Cooperation(
            PreparedPool pool, PreparedPool other, Rounds settings, Map<Digest, Boolean> labels, Lanes lanes, Runnable told) {
        PreparedPool second = pool.as(other);
        this.settings = settings;
        this.one = new RoundWork(pool, settings, Optional.empty(), labels, settings.seed(), lanes, told);
        this.two = new RoundWork(second, settings, Optional.empty(), labels, settings.seed() + APART, lanes, told);
        this.apart = pool.imageBase().equals(second.imageBase()) && pool.textBase().equals(second.textBase());
    }

    /** A round of both. The numbers of the first tell of the second. */
    public record Both(RoundWork.Round one, RoundWork.Round two) {
        private Both(RoundWork.Round one, RoundWork.Round two, Optional<Double> kappa) {
            this(
                    new RoundWork.Round(
                            one.scores(),
                            one.numbers().with(new Partner(
                                    two.numbers().kept(), two.numbers().recallAt5(), two.numbers().overFirst(), kappa)),
                            one.towers(), one.ofImages(), one.ofTexts(), one.forSlice()),
                    two);
        }
    }

    /** What a round left to both. */
    public record Scores(RoundScores one, RoundScores two) {}

    /** What there is before any round. */
    public Both first() {
        return new Both(one.first(), two.first(), Optional.empty());
    }

    /**
     * One round.
     *
     * @param number from 1
     * @param previous what the round before left, round 0 for the first
     * @param first what round 0 left
     */
    public Both round(int number, Scores previous, Scores first) {
        boolean halved = apart && number == 1;
        RoundWork.Choice ofOne = one.choose(number, part(one.kept(previous.one()), halved, 0));
        RoundWork.Choice ofTwo = two.choose(number, part(two.kept(previous.two()), halved, 1));
        return new Both(
                one.finish(number, ofTwo, Optional.of(new RoundWork.Before(previous.one(), first.one()))),
                two.finish(number, ofOne, Optional.of(new RoundWork.Before(previous.two(), first.two()))),
                kappa(ofOne.kept(), ofTwo.kept()));
    }

    private boolean[] part(boolean[] kept, boolean halved, int half) {
        if (!halved) {
            return kept;
        }
        // Another seed than those of the folds, or a half could be what its own judges may not see.
        int[] halves = Folds.byGroup(one.pages(), 2, settings.seed() * 41 + 7).foldOf();
        boolean[] part = kept.clone();
        for (int i = 0; i < part.length; i++) {
            part[i] &= halves[i] == half;
        }
        return part;
    }

    /** None where both keep all or nothing. */
    private static Optional<Double> kappa(boolean[] a, boolean[] b) {
        double kappa = Kappa.of(categories(a), categories(b), 2, Kappa.Weighting.NONE);
        return Double.isNaN(kappa) ? Optional.empty() : Optional.of(kappa);
    }

    private static int[] categories(boolean[] kept) {
        return IntStream.range(0, kept.length).map(i -> kept[i] ? 1 : 0).toArray();
    }
}
