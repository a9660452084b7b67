package dev.tandem.core.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may become what others use: the best of those that came to the last rung, if it is better than the incumbent by more than the 95%
 * interval of the difference at the same seeds. Of many candidates the best one looks better than it is; that is not corrected for.
 */
public final class PromotionRule {
    private PromotionRule() {}

    /**
     * What was decided.
     *
     * @param winner to promote; empty where the incumbent stays
     * @param reason in a sentence
     */
    public record Decision(Optional<Variant> winner, String reason) {}

    public static Decision decide(Leaderboard board, Variant incumbent, int lastRung) {
        List<Leaderboard.Entry> entries = board.entries();
        Optional<Leaderboard.Entry> present = entries.stream().filter(entry -> entry.variant().equals(incumbent)).findFirst();
        if (present.isEmpty() || present.get().estimate().isEmpty() || present.get().rung() < lastRung) {
            return stays("the incumbent " + incumbent + " itself has no result to compare with"
                    + present.flatMap(Leaderboard.Entry::error).map(error -> " (" + error + ")").orElse(""));
        }
        Optional<Leaderboard.Entry> best = entries.stream()
                .filter(entry -> !entry.variant().equals(incumbent))
                .filter(entry -> entry.rung() == lastRung && entry.gain().isPresent())
                .findFirst();
        if (best.isEmpty()) {
            return stays("nothing else came to the end with a result for every seed");
        }
        Variant variant = best.get().variant();
        SeedEstimate gain = best.get().gain().get();
        if (gain.margin().isEmpty()) {
            return stays("one seed tells nothing about chance: " + variant + " differs from " + incumbent + " by " + number(gain.value())
                    + "; give at least two seeds, better five");
        }
        String measured = number(gain.value()) + " ± " + number(gain.margin().get());
        return gain.liesAboveZero()
                ? new Decision(Optional.of(variant), variant + " is better than " + incumbent + " by " + measured + " over "
                        + gain.seeds() + " seeds")
                : stays("the best other one, " + variant + ", differs from " + incumbent + " by " + measured + " over " + gain.seeds()
                        + " seeds, which is not more than chance");
    }

    private static Decision stays(String reason) {
        return new Decision(Optional.empty(), reason);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
