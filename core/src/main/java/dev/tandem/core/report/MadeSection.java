package dev.tandem.core.report;

import dev.tandem.core.inference.Allowance;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.score.ScoreCount;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What steps made, what of it was refused and why, and what models were asked for each thing that stands. */
final class MadeSection {
    private static final int REASONS = 5;

    private MadeSection() {}

    /**
     * One step.
     *
     * @param accepted made items, or samples that stay
     * @param refused items that were not made, or samples that failed
     * @param asked what models answered, all of them together
     * @param cost by the prices of the operator's budget, else by those of the recipe
     */
    private record Made(StepRecord step, long accepted, long refused, ScoreCount asked, double cost) {
        static Made of(StepRecord step, Plan plan) {
            ScoreCount asked = step.scores().values().stream().reduce(ScoreCount.NONE, ScoreCount::plus);
            double cost = ownPrices(step, plan)
                    .map(prices -> prices.of(asked.asked(), asked.readTokens(), asked.writtenTokens()))
                    .orElseGet(() -> recipeCost(step, plan));
            return step.kind() == StepKind.CREATE
                    ? new Made(step, step.counts().made(), step.refused().values().stream().mapToLong(Long::longValue).sum(), asked, cost)
                    : new Made(step, step.counts().kept(), step.counts().failed(), asked, cost);
        }

        private static double recipeCost(StepRecord step, Plan plan) {
            Map<String, Long> calls = new TreeMap<>();
            step.scores().forEach((model, count) -> calls.put(model, count.asked()));
            return plan.limits().budget().orElse(Budget.NONE).cost(calls);
        }

        private double each(double sum) {
            return sum / Math.max(1, accepted);
        }
    }

    /** Of calls and tokens, where an operator of the step names some. */
    private static Optional<Allowance.Prices> ownPrices(StepRecord step, Plan plan) {
        return plan.steps().stream()
                .filter(planned -> planned.index() == step.index())
                .flatMap(planned -> planned.operators().stream())
                .flatMap(operator -> operator.given().get("budget") instanceof List<?> words
                        ? Stream.of(Allowance.of(words.stream().map(String::valueOf).toList()).prices())
                        : Stream.empty())
                .filter(prices -> !prices.equals(Allowance.NONE.prices()))
                .findFirst();
    }

    /** @param plan with the prices of calls and tokens */
    static void write(Html html, List<StepRecord> steps, Plan plan) {
        List<Made> made = steps.stream()
                .filter(step -> step.kind() == StepKind.CREATE
                        || step.kind() == StepKind.PASS && step.scores().values().stream().anyMatch(MadeSection::isNeeded))
                .map(step -> Made.of(step, plan))
                .toList();
        if (made.isEmpty()) {
            return;
        }
        html.element("h2", "What was made, and asked of models");
        html.raw("<table><tr><th>stage<th>operators<th>stands<th>refused<th>yield<th>calls<th>tokens read<th>tokens written"
                + "<th>cost<th>calls for each<th>tokens for each<th>cost for each</tr>\n");
        for (Made one : made) {
            ScoreCount asked = one.asked();
            html.raw("<tr>").element("td", one.step().stage()).element("td", String.join(", ", one.step().operators()));
            cell(html, "%,d", one.accepted());
            cell(html, "%,d", one.refused());
            cell(html, "%.1f%%", 100.0 * one.accepted() / Math.max(1, one.accepted() + one.refused()));
            cell(html, "%,d", asked.asked());
            cell(html, "%,d", asked.readTokens());
            cell(html, "%,d", asked.writtenTokens());
            cell(html, "%.4f", one.cost());
            cell(html, "%.2f", one.each(asked.asked()));
            cell(html, "%.1f", one.each((double) asked.readTokens() + asked.writtenTokens()));
            cell(html, "%.4f", one.each(one.cost()));
            html.raw("</tr>\n");
        }
        html.raw("</table>\n");
        made.forEach(one -> reasons(html, one.step()));
    }

    private static boolean isNeeded(ScoreCount count) {
        return count.asked() + count.known() > 0;
    }

    private static void cell(Html html, String format, Object number) {
        html.element("td class=\"n\"", String.format(Locale.ROOT, format, number));
    }

    private static void reasons(Html html, StepRecord step) {
        long most = step.refused().values().stream().mapToLong(Long::longValue).max().orElse(1);
        step.refused().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(REASONS)
                .forEach(reason -> html.bar(
                        step.operators().getFirst() + ": " + reason.getKey(), (double) reason.getValue() / most,
                        String.format(Locale.ROOT, "%,d", reason.getValue())));
    }
}
