package dev.tandem.training.curation;

import dev.tandem.training.tower.TrainingPairs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs that may be wrong.
 *
 * @param groups page or site of each: pairs of a group are never judged by a model that saw one of them
 * @param texts as people read them; only whether they are the same counts here
 * @param signals beside the towers', which know all pairs by their places in this pool; none of them learnt from these pairs
 */
public record PairPool(TrainingPairs pairs, String[] groups, String[] texts, List<PairSignal> signals) {

    public PairPool {
        if (groups.length != pairs.count() || texts.length != pairs.count()) {
            throw new IllegalArgumentException("each of the " + pairs.count() + " pairs has a group and a text, found " + groups.length
                    + " and " + texts.length);
        }
        signals = List.copyOf(signals);
    }

    public int count() {
        return pairs.count();
    }

    /** Texts that more pairs have than may: what fits every picture describes none. */
    boolean[] boilerplate(int mostCopies, Offspring offspring) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < texts.length; i++) {
            counts.merge(texts[i].strip(), offspring.isMade(i) ? 0 : 1, Integer::sum);
        }
        boolean[] boilerplate = new boolean[texts.length];
        for (int i = 0; i < texts.length; i++) {
            boilerplate[i] = counts.get(texts[i].strip()) > mostCopies;
        }
        return boilerplate;
    }
}
