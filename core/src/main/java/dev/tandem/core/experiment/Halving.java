package dev.tandem.core.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Successive halving (Jamieson and Talwalkar, 2016): all variants are tried on little, the better part of them on more, and so on. It finds
 * the best one where what is good on little is good on much, which it cannot know: a variant that needs much data is dropped too early.
 *
 * @param rungs how often variants are compared; 1 compares all of them on everything
 * @param eta one of so many variants goes on to the next rung, where it gets so many times as much
 * @param by what there is more of on a higher rung
 */
public record Halving(int rungs, int eta, Measure by) {
    public static final Halving NONE = new Halving(1, 2, Measure.DATA);
    public static final int MOST_RUNGS = 8;
    public static final int MOST_ETA = 16;

    /** What a share is of. */
    public enum Measure {
        DATA,
        EPOCHS
    }

    public Halving {
        if (rungs < 1 || rungs > MOST_RUNGS || eta < 2 || eta > MOST_ETA) {
            throw new IllegalArgumentException("There are 1 to " + MOST_RUNGS + " rungs, and eta is from 2 to " + MOST_ETA + "; found "
                    + rungs + " and " + eta);
        }
    }

    /** The share of a rung, from 0 for the first one; the last one's is 1. */
    public double share(int rung) {
        return StrictMath.pow(eta, rung - (rungs - 1.0));
    }

    public boolean isLast(int rung) {
        return rung == rungs - 1;
    }

    /**
     * Who goes on. Of equal ones that whose name comes first; the incumbent always, as the others are compared with it; who has no value
     * never.
     *
     * @param values mean over the seeds of each that has one, more being better
     */
    public SortedSet<Variant> survivors(Map<Variant, Double> values, Optional<Variant> incumbent) {
        List<Variant> ranked = new ArrayList<>(values.keySet());
        ranked.sort(Comparator.comparing((Variant variant) -> -values.get(variant)).thenComparing(Comparator.naturalOrder()));
        int count = (ranked.size() + eta - 1) / eta;
        SortedSet<Variant> survivors = new TreeSet<>(ranked.subList(0, count));
        incumbent.filter(values::containsKey).ifPresent(survivors::add);
        return survivors;
    }
}
