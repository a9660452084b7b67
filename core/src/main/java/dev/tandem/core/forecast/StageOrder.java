package dev.tandem.core.forecast;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The order and the cut of a stage's operators that is expected to cost least. Filters that commute are ordered so that each
 * drops the most of what is left for its cost, which is known to be within four times the best order; where to cut is then
 * found exactly. What cannot be moved, as it rewrites samples, stays where it is.
 */
final class StageOrder {
    private final List<Candidate> operators;
    private final double stageNanos;

    /** @param stageNanos what a sample costs in each stage but the first, beside the operators */
    StageOrder(List<Candidate> operators, double stageNanos) {
        this.operators = operators;
        this.stageNanos = stageNanos;
    }

    /**
     * An operator that can be moved.
     *
     * @param movable whether it commutes with its neighbours that do
     * @param nanos what a sample costs
     * @param out the samples that it takes out, by their number in the stage
     */
    record Candidate(int place, boolean movable, double nanos, BitSet out) {}

    /** Places of the operators, stage by stage. */
    List<List<Integer>> best(int samples) {
        List<Candidate> order = order(samples);
        int[] left = new int[order.size() + 1];
        BitSet alive = all(samples);
        left[0] = samples;
        for (int i = 0; i < order.size(); i++) {
            alive.andNot(order.get(i).out());
            left[i + 1] = alive.cardinality();
        }
        return cut(order, left);
    }

    private List<Candidate> order(int samples) {
        List<Candidate> order = new ArrayList<>();
        List<Candidate> block = new ArrayList<>();
        BitSet alive = all(samples);
        for (Candidate candidate : operators) {
            if (candidate.movable()) {
                block.add(candidate);
            } else {
                take(block, alive, order);
                alive.andNot(candidate.out());
                order.add(candidate);
            }
        }
        take(block, alive, order);
        return order;
    }

    private static void take(List<Candidate> block, BitSet alive, List<Candidate> order) {
        while (!block.isEmpty()) {
            Candidate best = block.getFirst();
            double most = rate(best, alive);
            for (Candidate candidate : block) {
                double rate = rate(candidate, alive);
                if (rate > most) {
                    best = candidate;
                    most = rate;
                }
            }
            block.remove(best);
            alive.andNot(best.out());
            order.add(best);
        }
    }

    /** Samples that are dropped for a nanosecond. */
    private static double rate(Candidate candidate, BitSet alive) {
        BitSet dropped = (BitSet) candidate.out().clone();
        dropped.and(alive);
        return dropped.cardinality() / Math.max(1, candidate.nanos());
    }

    /** By what the operators from each place on cost at least, with the best cut. */
    private List<List<Integer>> cut(List<Candidate> order, int[] left) {
        double[] cost = new double[order.size() + 1];
        int[] end = new int[order.size() + 1];
        for (int from = order.size() - 1; from >= 0; from--) {
            double each = from == 0 ? 0 : stageNanos;
            cost[from] = Double.POSITIVE_INFINITY;
            for (int to = from + 1; to <= order.size(); to++) {
                each += order.get(to - 1).nanos();
                // Of stages that cost the same, the longer is taken: fewer stages are simpler.
                if (each * left[from] + cost[to] <= cost[from]) {
                    cost[from] = each * left[from] + cost[to];
                    end[from] = to;
                }
            }
        }
        List<List<Integer>> stages = new ArrayList<>();
        for (int from = 0; from < order.size(); from = end[from]) {
            stages.add(order.subList(from, end[from]).stream().map(Candidate::place).toList());
        }
        return stages;
    }

    private static BitSet all(int samples) {
        BitSet all = new BitSet(samples);
        all.set(0, samples);
        return all;
    }
}
