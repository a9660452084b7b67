package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A bar for each stage, redrawn in place on a terminal; a line for each finished stage elsewhere. */
final class ProgressView {
    private static final int BAR = 24;
    private static final int COLUMNS = 79;

    private final PrintWriter out;
    private final boolean terminal;
    private int drawn;
    private List<String> waiting = List.of();
    private int finishedStages;

    ProgressView(PrintWriter out) {
        this.out = out;
        this.terminal = System.console() != null && System.console().isTerminal();
    }

    void show(RunRecord run) {
        List<StageLine> lines = StageLine.of(run);
        if (terminal) {
            if (drawn > 0) {
                out.print("\033[" + drawn + "A");
            }
            lines.forEach(line -> out.print("\033[2K" + text(line) + "\n"));
            // What stood below, and no longer does, is wiped away.
            out.print("\033[J");
            run.waiting().forEach(obstacle -> out.print(obstacle(obstacle) + "\n"));
            drawn = lines.size() + run.waiting().size();
        } else {
            int finished = (int) lines.stream().filter(StageLine::finished).count();
            for (StageLine line : lines.stream().filter(StageLine::finished).skip(finishedStages).toList()) {
                out.println(text(line));
            }
            finishedStages = Math.max(finishedStages, finished);
            if (waiting.isEmpty()) {
                run.waiting().forEach(obstacle -> out.println(obstacle(obstacle)));
            }
            waiting = run.waiting();
        }
        out.flush();
    }

    /** Says something beside; on a terminal, the bars are drawn anew below it. */
    void note(String text) {
        out.println(text);
        out.flush();
        drawn = 0;
    }

    /** In one line, so that it is known how many are to be drawn anew. */
    private String obstacle(String obstacle) {
        String line = "waiting: " + obstacle.lines().findFirst().orElse("");
        return terminal && line.length() > COLUMNS ? line.substring(0, COLUMNS - 3) + "..." : line;
    }

    private static String text(StageLine line) {
        double share = line.finished() ? 1 : line.shards() == 0 ? 0 : (double) line.done() / line.shards();
        int full = (int) Math.round(share * BAR);
        String bar = "#".repeat(full) + ".".repeat(BAR - full);
        String counts = line.started()
                ? String.format(Locale.ROOT, "in %,d  kept %,d  dropped %,d  failed %,d", line.in() + line.made(),
                        line.kept(), line.dropped() + line.merged(), line.failed())
                : "waiting";
        String rate = line.millis() > 0 ? String.format(Locale.ROOT, "  %,.0f/s", line.rate()) : "";
        return String.format(Locale.ROOT, "%-18s [%s] %3.0f%%  %s%s%s", line.stage(), bar, share * 100, counts, rate, left(line, share));
    }

    private static String left(StageLine line, double share) {
        if (line.finished()) {
            return line.reused() == line.shards() && line.shards() > 0 ? "  (reused)" : "";
        }
        if (share <= 0) {
            return "";
        }
        return String.format(Locale.ROOT, "  %.0f s left", line.millis() / 1000.0 * (1 - share) / share);
    }
}
