package dev.tandem.core.rounds;

import dev.tandem.core.recipe.Rounds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Decides from the numbers of all rounds so far, and from nothing else, which of them is the best and whether there is another. */
public final class StopRules {
    private StopRules() {}

    /**
     * The round with the highest held-out recall; of equal ones the first. Round 0, which is what the recipe left, is no candidate.
     *
     * @param rounds from round 0 on
     */
    public static OptionalInt best(List<RoundNumbers> rounds) {
        OptionalInt best = OptionalInt.empty();
        for (int i = 1; i < rounds.size(); i++) {
            if (best.isEmpty() || recall(rounds, i) > recall(rounds, best.getAsInt())) {
                best = OptionalInt.of(i);
            }
        }
        return best;
    }

    /** Whether names may point to what a round made: it is no worse than what there was without any. */
    public static boolean mayBeAdopted(List<RoundNumbers> rounds, int round) {
        return recall(rounds, round) >= recall(rounds, 0);
    }

    /** Why there is no round after these; empty where there is one. */
    public static Optional<String> stop(List<RoundNumbers> rounds, Rounds.Stop rules) {
        int last = rounds.size() - 1;
        if (last < 1) {
            return Optional.empty();
        }
        RoundNumbers now = rounds.get(last);
        if (now.cut().isEmpty()) {
            return Optional.of("the score of round " + last + " cannot tell good pairs from bad ones");
        }
        if (now.in() == 0 && now.out() == 0) {
            return Optional.of("round " + last + " changed nothing");
        }
        Optional<String> collapse = collapse(rounds, rules);
        if (collapse.isPresent()) {
            return collapse;
        }
        if (roundsWithoutGain(rounds, rules.minGain()) >= rules.patience()) {
            return Optional.of(String.format(Locale.ROOT, "no gain of %.1f points or more in %d rounds",
                    100 * rules.minGain(), rules.patience()));
        }
        return last >= rules.mostRounds() ? Optional.of("most_rounds is " + rules.mostRounds()) : Optional.empty();
    }

    private static int roundsWithoutGain(List<RoundNumbers> rounds, double minGain) {
        double best = recall(rounds, 0);
        int without = 0;
        for (int i = 1; i < rounds.size(); i++) {
            boolean gained = recall(rounds, i) >= best + minGain && recall(rounds, i) > best;
            without = gained ? 0 : without + 1;
            best = Math.max(best, recall(rounds, i));
        }
        return without;
    }

    /** The model likes its own choice more and more, that is less and less diverse, and is no better for it. */
    private static Optional<String> collapse(List<RoundNumbers> rounds, Rounds.Stop rules) {
        int last = rounds.size() - 1;
        RoundNumbers now = rounds.get(last);
        for (int i = 1; i < last; i++) {
            RoundNumbers before = rounds.get(i);
            if (now.diversity() < before.diversity() * (1 - rules.collapse())
                    && now.agreement() > before.agreement()
                    && recall(rounds, last) <= recall(rounds, i)) {
                return Optional.of(String.format(Locale.ROOT, "collapse: since round %d diversity fell from %.3f to %.3f and the model"
                        + " agrees more with itself, but held-out recall did not rise", i, before.diversity(), now.diversity()));
            }
        }
        return Optional.empty();
    }

    private static double recall(List<RoundNumbers> rounds, int round) {
        return rounds.get(round).recallAt5().value();
    }
}
