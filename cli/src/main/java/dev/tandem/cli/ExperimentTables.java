package dev.tandem.cli;

import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.ExperimentView;
import dev.tandem.core.experiment.Leaderboard;
import dev.tandem.core.experiment.SeedEstimate;
import java.util.Locale;
import java.util.Optional;

/** Experiments, for people. */
final class ExperimentTables {
    private ExperimentTables() {}

    static void show(TandemCommand tandem, ExperimentView view) {
        if (tandem.json()) {
            tandem.printJson(view);
            return;
        }
        ExperimentRecord record = view.experiment();
        tandem.out().println(record.name() + ": " + record.status().name().toLowerCase(Locale.ROOT)
                + (record.phase().isEmpty() ? "" : ", " + record.phase()));
        record.error().ifPresent(error -> tandem.out().println(error));
        record.failed().forEach((run, why) -> tandem.out().println(run + " could not be curated: " + why));
        if (!view.leaderboard().isEmpty()) {
            tandem.out().println(board(view));
        }
        if (!view.slices().isEmpty()) {
            TextTable table = new TextTable("slice", "variant", "found").right(2);
            view.slices().forEach((slice, variants) -> variants.forEach((variant, found) -> table.add(slice, variant, text(found))));
            tandem.out().println(table);
        }
        record.promoted().ifPresentOrElse(
                promoted -> tandem.out().println("Promoted " + promoted.at() + ": " + promoted.reason() + "."
                        + promoted.dataset().map(dataset -> " Data set " + dataset.name() + "@" + dataset.version().abbreviated() + ".")
                                .orElse("")
                        + (promoted.models().isEmpty() ? "" : " Models " + String.join(", ", promoted.models().keySet()) + ".")),
                () -> view.decision().ifPresent(decision -> tandem.out().println(decision.winner().isPresent()
                        ? "May be promoted: " + decision.reason() + ". './tandem promote " + record.name() + "' does it."
                        : "Nothing may be promoted: " + decision.reason() + ".")));
        tandem.out().flush();
    }

    private static TextTable board(ExperimentView view) {
        TextTable table = new TextTable(
                "variant", "rung", view.experiment().experiment().evaluation().metric(), "more than the incumbent", "").right(1, 2, 3);
        for (Leaderboard.Entry entry : view.leaderboard()) {
            table.add(
                    entry.variant().toString(),
                    Integer.toString(entry.rung() + 1),
                    entry.estimate().map(ExperimentTables::text).orElse(""),
                    entry.gain().map(ExperimentTables::text).orElse(""),
                    entry.incumbent() ? "incumbent" : entry.error().orElse(""));
        }
        return table;
    }

    private static String text(SeedEstimate estimate) {
        Optional<String> margin = estimate.margin().map(found -> String.format(Locale.ROOT, " \u00b1 %.4f", found));
        return String.format(Locale.ROOT, "%.4f", estimate.value()) + margin.orElse("");
    }
}
