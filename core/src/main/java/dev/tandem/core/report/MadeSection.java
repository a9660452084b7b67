package dev.tandem.core.report;

import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.score.ScoreCount;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What steps made, what of it was refused and why, and what models were asked for each thing that stands. */
final class MadeSection {
    private static final int REASONS = 5;

    private MadeSection() {}

    /**
     * One step.
     *
     * @param accepted made items, or samples that stay
     * @param refused items that were not made, or samples that failed
     * @param calls rows that models answered
     */
    private record Made(StepRecord step, long accepted, long refused, Map<String, Long> calls) {
        static Made of(StepRecord step) {
            Map<String, Long> calls = new TreeMap<>();
            step.scores().forEach((model, count) -> calls.put(model, count.asked()));
            return step.kind() == StepKind.CREATE
                    ? new Made(step, step.counts().made(), step.refused().values().stream().mapToLong(Long::longValue).sum(), calls)
                    : new Made(step, step.counts().kept(), step.counts().failed(), calls);
        }

        private long asked() {
            return calls.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** @param budget with the prices of calls */
    static void write(Html html, List<StepRecord> steps, Budget budget) {
        List<Made> made = steps.stream()
                .filter(step -> step.kind() == StepKind.CREATE
                        || step.kind() == StepKind.PASS && step.scores().values().stream().anyMatch(MadeSection::isNeeded))
                .map(Made::of)
                .toList();
        if (made.isEmpty()) {
            return;
        }
        html.element("h2", "What was made, and asked of models");
        html.raw("<table><tr><th>stage<th>operators<th>stands<th>refused<th>yield<th>calls<th>calls for each<th>cost for each</tr>\n");
        for (Made one : made) {
            html.raw("<tr>").element("td", one.step().stage()).element("td", String.join(", ", one.step().operators()));
            cell(html, "%,d", one.accepted());
            cell(html, "%,d", one.refused());
            cell(html, "%.1f%%", 100.0 * one.accepted() / Math.max(1, one.accepted() + one.refused()));
            cell(html, "%,d", one.asked());
            cell(html, "%.2f", (double) one.asked() / Math.max(1, one.accepted()));
            cell(html, "%.4f", budget.cost(one.calls()) / Math.max(1, one.accepted()));
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
