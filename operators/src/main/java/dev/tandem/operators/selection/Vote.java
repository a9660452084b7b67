package dev.tandem.operators.selection;

import dev.tandem.core.vote.VoterQuality;
import java.util.List;
import java.util.Optional;

/** A heuristic vote on a measured value: to keep, to drop, or none. */
record Vote(String feature, Optional<Condition> keep, Optional<Condition> drop) {
    private static final String PARAMETER = "votes";
    private static final String FORM = "'operator.feature keep >= number drop < number', or one of the two";

    static Vote parse(String text) {
        List<String> words = Condition.words(text);
        if (words.size() != 4 && words.size() != 7) {
            throw Condition.expected(PARAMETER, FORM, text);
        }
        Optional<Condition> keep = Optional.empty();
        Optional<Condition> drop = Optional.empty();
        for (int at = 1; at < words.size(); at += 3) {
            Optional<Condition> condition = Optional.of(Condition.parse(PARAMETER, words.subList(at + 1, at + 3), text));
            if (words.get(at).equals("keep") && keep.isEmpty()) {
                keep = condition;
            } else if (words.get(at).equals("drop") && drop.isEmpty()) {
                drop = condition;
            } else {
                throw Condition.expected(PARAMETER, FORM, text);
            }
        }
        return new Vote(words.getFirst(), keep, drop);
    }

    /** None where the value is missing, where neither condition is met, and where both are. */
    byte of(double value) {
        boolean kept = keep.filter(condition -> condition.isMet(value)).isPresent();
        boolean dropped = drop.filter(condition -> condition.isMet(value)).isPresent();
        return kept == dropped ? VoterQuality.NONE : kept ? VoterQuality.KEEP : VoterQuality.DROP;
    }
}
