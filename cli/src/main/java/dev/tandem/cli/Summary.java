package dev.tandem.cli;

import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.ReviewRecord;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.StepRecord;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a person wants to know of a run. */
final class Summary {
    private static final int REASONS = 8;
    private static final int SHOWN = 20;

    private Summary() {}

    static void print(PrintWriter out, RunRecord run) {
        out.println("Run " + run.run() + ": " + run.status().name().toLowerCase(Locale.ROOT)
                + run.error().map(error -> "\n  " + error).orElse(""));
        out.println();
        TextTable stages = new TextTable(
                        "stage", "in", "made", "kept", "dropped", "merged", "failed", "per second", "reused")
                .right(1, 2, 3, 4, 5, 6, 7, 8);
        int shards = 0;
        int reused = 0;
        for (StageLine line : StageLine.of(run)) {
            stages.add(
                    line.stage(),
                    number(line.in()),
                    number(line.made()),
                    number(line.kept()),
                    number(line.dropped()),
                    number(line.merged()),
                    number(line.failed()),
                    line.reused() == line.shards() ? "-" : number(Math.round(line.rate())),
                    line.reused() + "/" + line.shards());
            shards += line.shards();
            reused += line.reused();
        }
        out.println(stages);
        waiting(out, run);
        reviews(out, run.reviews());
        changes(out, run.changes());
        reasons(out, run.steps());
        refusals(out, run.steps());
        scores(out, run.steps());
        out.println(reused + " of " + shards + " results were reused from earlier runs.");
        out.flush();
    }

    private static void waiting(PrintWriter out, RunRecord run) {
        if (!run.waiting().isEmpty()) {
            out.println(run.status() == RunStatus.IN_REVIEW ? "It waits for people:" : "It waits for what failed and is tried again:");
            run.waiting().forEach(obstacle -> out.println("  " + obstacle));
            out.println();
        }
    }

    private static void reviews(PrintWriter out, List<ReviewRecord> reviews) {
        if (!reviews.isEmpty()) {
            TextTable table = new TextTable("reviewed", "state", "agreement", "kept, good", "left, bad", "labels").right(2, 3, 4);
            reviews.forEach(review -> table.add(
                    review.stage(),
                    review.state().name().toLowerCase(Locale.ROOT),
                    review.answer().map(answer -> String.format(Locale.ROOT, "%.3f", answer.agreement())).orElse(""),
                    review.answer().map(answer -> answer.keptGood() + "/" + answer.kept()).orElse(""),
                    review.answer().map(answer -> answer.leftBad() + "/" + answer.left()).orElse(""),
                    review.answer().map(answer -> shown(answer.labels())).orElse("")));
            out.println(table);
        }
    }

    private static void changes(PrintWriter out, List<RunChange> changes) {
        if (!changes.isEmpty()) {
            TextTable table = new TextTable("changed", "by", "what", "from", "to");
            changes.forEach(change ->
                    table.add(change.at(), change.by(), change.setting(), shown(change.before()), shown(change.after())));
            out.println(table);
        }
    }

    /** Digests and long lists are told apart by their beginning. */
    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }

    private static void reasons(PrintWriter out, List<StepRecord> steps) {
        TextTable table = new TextTable("why samples went", "samples").right(1);
        steps.stream()
                .flatMap(step -> step.reasons().entrySet().stream()
                        .map(entry -> new Reason(step.stage() + " · " + entry.getKey(), entry.getValue())))
                .sorted(Comparator.comparingLong(Reason::count).reversed().thenComparing(Reason::text))
                .limit(REASONS)
                .forEach(reason -> table.add(reason.text(), number(reason.count())));
        out.println(table);
    }

    private static void refusals(PrintWriter out, List<StepRecord> steps) {
        if (steps.stream().anyMatch(step -> !step.refused().isEmpty())) {
            TextTable table = new TextTable("made, but refused", "items").right(1);
            steps.forEach(step -> step.refused()
                    .forEach((reason, count) -> table.add(step.stage() + " · " + reason, number(count))));
            out.println(table);
        }
    }

    private static void scores(PrintWriter out, List<StepRecord> steps) {
        if (steps.stream().anyMatch(step -> !step.scores().isEmpty())) {
            TextTable table = new TextTable("scores", "asked", "known").right(1, 2);
            steps.forEach(step -> step.scores().forEach((model, count) ->
                    table.add(step.stage() + " · " + model, number(count.asked()), number(count.known()))));
            out.println(table);
        }
    }

    static void datasets(PrintWriter out, List<DatasetRecord> datasets) {
        TextTable table = new TextTable("data set", "version", "samples", "files").right(2, 3);
        datasets.forEach(dataset -> table.add(
                dataset.name(), dataset.version().abbreviated(), number(dataset.samples()), number(dataset.files())));
        out.println(table);
        out.flush();
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private record Reason(String text, long count) {}
}
