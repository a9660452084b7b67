package dev.tandem.core.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a run may spend on models. A call is one row that a model is given, such as a text or a picture, however many are sent together.
 *
 * @param inferenceCalls of all models together
 * @param cost in the unit of the prices
 * @param prices of one call, by model; others cost nothing
 */
public record Budget(OptionalLong inferenceCalls, OptionalDouble cost, Map<String, Double> prices) {
    public static final Budget NONE = new Budget(OptionalLong.empty(), OptionalDouble.empty(), Map.of());

    public Budget {
        prices = Collections.unmodifiableMap(new TreeMap<>(prices));
    }

    /** What calls cost, by model. */
    public double cost(Map<String, Long> calls) {
        // In the order of names, so that the sum has the same last digit everywhere.
        double cost = 0;
        for (Map.Entry<String, Long> asked : new TreeMap<>(calls).entrySet()) {
            cost += prices.getOrDefault(asked.getKey(), 0.0) * asked.getValue();
        }
        return cost;
    }

    /** What of the budget such calls have used up, and what to do; empty where some of it is left. */
    public List<String> reached(Map<String, Long> calls) {
        List<String> reached = new ArrayList<>();
        long all = sum(calls);
        inferenceCalls.stream().filter(limit -> all >= limit).forEach(limit -> reached.add(String.format(
                Locale.ROOT, "The budget is reached: models were given %,d rows of %,d. Raise it with './tandem change RUN"
                        + " --budget inference_calls=N', or cancel the run; finished work is kept.", all, limit)));
        cost.stream().filter(limit -> cost(calls) >= limit).forEach(limit -> reached.add(String.format(
                Locale.ROOT, "The budget is reached: calls of models cost %,.2f of %,.2f. Raise it with './tandem change RUN"
                        + " --budget cost=X', or cancel the run; finished work is kept.", cost(calls), limit)));
        return reached;
    }

    private static long sum(Map<String, Long> calls) {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What of the budget such calls are more than; empty where they are within it. */
    public List<String> exceeded(Map<String, Long> calls) {
        List<String> exceeded = new ArrayList<>();
        long all = sum(calls);
        inferenceCalls.stream().filter(limit -> all > limit).forEach(limit -> exceeded.add(String.format(
                Locale.ROOT, "%,d inference calls are more than the %,d of 'limits: inference_calls'", all, limit)));
        cost.stream().filter(limit -> cost(calls) > limit).forEach(limit -> exceeded.add(String.format(
                Locale.ROOT, "a cost of %,.2f is more than the %,.2f of 'limits: cost'", cost(calls), limit)));
        return exceeded;
    }
}
