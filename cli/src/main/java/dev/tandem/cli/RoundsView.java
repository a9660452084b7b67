package dev.tandem.cli;

import dev.tandem.core.report.RoundsReport;
import dev.tandem.core.report.RoundsTables;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsReview;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunStatus;
import java.io.PrintWriter;
import java.util.Locale;

/** Rounds of data and model as a terminal shows them. */
final class RoundsView {
    private static final int WIDTH = 40;

    private RoundsView() {}

    static void show(TandemCommand tandem, RoundsRecord record) {
        if (tandem.json()) {
            tandem.printJson(record);
        } else {
            print(tandem.out(), record);
            tandem.out().flush();
        }
    }

    static void print(PrintWriter out, RoundsRecord record) {
        out.println("Rounds " + record.name() + ": " + record.status().name().toLowerCase(Locale.ROOT)
                + (record.phase().isEmpty() ? "" : ", " + record.phase()) + record.error().map(error -> "\n  " + error).orElse(""));
        if (record.status() == RunStatus.PAUSED && !record.changes().isEmpty()) {
            RunChange last = record.changes().getLast();
            out.println("Paused by " + last.by() + " at " + last.at() + "; './tandem codev resume " + record.name() + "' goes on.");
        }
        waiting(out, record);
        record.pool().ifPresent(pool -> out.println(Summary.number(pool.pairs()) + " pairs, of which the recipe left "
                + Summary.number(pool.kept()) + " in"
                + (pool.skipped() == 0 ? "" : "; " + Summary.number(pool.skipped()) + " samples were no pairs")
                + (pool.leftOut() == 0 ? "" : "; " + Summary.number(pool.leftOut()) + " found no room") + "."));
        if (record.rounds().isEmpty()) {
            return;
        }
        out.println();
        table(out, record);
        curve(out, record);
        record.rounds().stream()
                .skip(1)
                .forEach(round -> {
                    out.println("Round " + round.number() + ": " + RoundsReport.meaning(round) + ".");
                    round.numbers().partner().ifPresent(second -> out.println("  second model: " + Summary.number(second.kept())
                            + " pairs, recall at 5 " + percent(second.recallAt5()) + second.kappa().map(kappa ->
                                    String.format(Locale.ROOT, "; the two agree with a kappa of %.3f", kappa)).orElse("")));
                    if (!round.served().isEmpty()) {
                        out.println("  models: " + RoundsTables.served(round));
                    }
                    if (!round.numbers().made().isEmpty()) {
                        out.println("  made " + RoundsTables.made(round));
                    }
                    round.numbers().added().forEach(added -> out.println("  " + RoundsTables.meaning(added)));
                });
        record.reviews().stream()
                .filter(review -> !review.waits())
                .forEach(review -> out.println(RoundsTables.meaning(review) + "."));
        record.stopped().ifPresent(why -> out.println("It ended: " + why + "."));
        record.best().ifPresent(best -> out.println(adoption(record, best)));
    }

    /** What people can do for rounds that wait for them. */
    static void waiting(PrintWriter out, RoundsRecord record) {
        if (record.status().finished()) {
            return;
        }
        record.reviews().stream().filter(RoundsReview::waits).forEach(review -> {
            out.println("People look at " + review.samples() + " pairs of round " + review.round()
                    + review.until().map(until -> ", until " + until).orElse("") + ":");
            out.println("  ./tandem labels export " + review.run() + " --around " + RoundsReview.SCORE + "=" + review.cut()
                    + " --sample " + review.samples() + " > tasks.jsonl");
            out.println("  ./tandem codev review " + record.name() + " --labels tasks.jsonl");
        });
    }

    private static String adoption(RoundsRecord record, int best) {
        if (!record.adopted()) {
            return "The best round is " + best + (record.status().finished()
                    ? "; no name points to it, as it is worse than what the recipe left, or the rounds did not end."
                    : ".");
        }
        RoundRecord round = record.rounds().get(best);
        return "The best round is " + best + ". Names point to what it made: " + String.join(", ", round.towers().keySet())
                + round.dataset().map(dataset -> ", and the data set " + dataset.name() + "@" + dataset.version().abbreviated()
                        + " with " + Summary.number(dataset.samples()) + " samples").orElse("") + ".";
    }

    private static void table(PrintWriter out, RoundsRecord record) {
        TextTable table = new TextTable(
                        "round", "kept", "came back", "went out", "noise kept", "recall at 5", "random", "diversity", "agreement")
                .right(1, 2, 3, 4, 5, 6, 7, 8);
        for (RoundRecord round : record.rounds()) {
            RoundNumbers numbers = round.numbers();
            table.add(
                    round.number() == 0 ? "0 (recipe)" : Integer.toString(round.number()),
                    Summary.number(numbers.kept()),
                    Summary.number(numbers.in()),
                    Summary.number(numbers.out()),
                    numbers.cut().map(cut -> percent(cut.expectedNoise())).orElse(round.number() == 0 ? "" : "no cut"),
                    percent(numbers.recallAt5()),
                    numbers.random().map(RoundsView::percent).orElse(""),
                    String.format(Locale.ROOT, "%.3f", numbers.diversity()),
                    String.format(Locale.ROOT, "%.3f", numbers.agreement()));
        }
        out.println(table);
    }

    /** A bar for each round, from zero to the highest. */
    private static void curve(PrintWriter out, RoundsRecord record) {
        double highest = record.rounds().stream().mapToDouble(round -> round.numbers().recallAt5().value()).max().orElse(0);
        for (RoundRecord round : record.rounds()) {
            double recall = round.numbers().recallAt5().value();
            int length = highest == 0 ? 0 : (int) Math.round(recall / highest * WIDTH);
            out.println(String.format(Locale.ROOT, "%7d  %-" + WIDTH + "s  %s", round.number(), "#".repeat(length), percent(recall)));
        }
        out.println(String.format(Locale.ROOT, "recall at 5 of %d held-out pairs; guessing: %s",
                record.rounds().getFirst().numbers().heldOut(), percent(record.rounds().getFirst().numbers().chance())));
        out.println();
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private static String percent(Estimate share) {
        return String.format(Locale.ROOT, "%.1f%% (%.1f-%.1f)", 100 * share.value(), 100 * share.low(), 100 * share.high());
    }
}
