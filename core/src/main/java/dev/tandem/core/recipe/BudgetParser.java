package dev.tandem.core.recipe;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a recipe may spend on models. */
final class BudgetParser {
    private static final long MOST_CALLS = 1L << 50;
    private static final double MOST_COST = 1e12;

    private BudgetParser() {}

    /** @param limits of the recipe, by key */
    static Optional<Budget> parse(Map<String, Node> limits, YamlReader reader, RecipeProblems problems) {
        OptionalLong calls = number(limits.get("inference_calls"), "'inference_calls'", MOST_CALLS, reader)
                .map(number -> OptionalLong.of(number.longValue()))
                .orElse(OptionalLong.empty());
        OptionalDouble cost = number(limits.get("cost"), "'cost'", MOST_COST, reader)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
        Map<String, Double> prices = new TreeMap<>();
        if (limits.containsKey("prices")) {
            reader.mapping(limits.get("prices"), "'prices'").forEach((model, price) ->
                    number(price, "the price of '" + model + "'", MOST_COST, reader).ifPresent(number -> prices.put(model, number)));
        }
        if (cost.isPresent() && prices.isEmpty()) {
            problems.add(limits.get("cost"), "'cost' needs 'prices', such as prices: {clip: 0.0002} for a call of the model clip");
        }
        return calls.isEmpty() && cost.isEmpty() && prices.isEmpty() ? Optional.empty() : Optional.of(new Budget(calls, cost, prices));
    }

    private static Optional<Double> number(Node node, String what, double most, YamlReader reader) {
        return node == null ? Optional.empty() : reader.number(node, what, 0, most);
    }
}
