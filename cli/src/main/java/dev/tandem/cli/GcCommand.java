package dev.tandem.cli;

import dev.tandem.core.garbage.GarbageReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Removes what nobody needs. */
@Command(
        name = "gc",
        description = {
            "Count what no data set and no recent run reaches; with --delete, remove it. Runs may go on meanwhile.",
            "Data sets, their files and the records of runs always stay. An old run whose work is gone can be run again."
        })
final class GcCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Option(names = "--delete", description = "Remove the garbage; without it, it is only counted.")
    private boolean delete;

    @Option(
            names = "--keep-runs",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Runs that ended within this time keep all that they made; default: ${DEFAULT-VALUE}.",
            defaultValue = "30d")
    private Duration keepRuns;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "What was written or used within this time stays; an hour at least, default: ${DEFAULT-VALUE}.",
            defaultValue = "24h")
    private Duration grace;

    @Override
    public Integer call() {
        GarbageReport report = tandem.gateway().collectGarbage(grace, keepRuns, delete);
        if (tandem.json()) {
            tandem.printJson(report);
        } else {
            print(tandem.out(), report);
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, GarbageReport report) {
        TextTable table = new TextTable("kind", "objects", "bytes", "garbage", "bytes of it").right(1, 2, 3, 4);
        report.kinds().stream().filter(kind -> kind.objects() > 0).forEach(kind -> table.add(
                kind.kind(),
                Summary.number(kind.objects()),
                Summary.number(kind.bytes()),
                Summary.number(kind.garbageObjects()),
                Summary.number(kind.garbageBytes())));
        out.print(table);
        out.println();
        out.println(Summary.number(report.recentRuns()) + " recent runs and " + Summary.number(report.datasets())
                + " versions of data sets keep what they need, and so does everything that was used since " + report.cutoff() + ".");
        String garbage = Summary.number(report.garbageObjects()) + " objects with " + Summary.number(report.garbageBytes()) + " bytes";
        out.println(report.deleted()
                ? garbage + " were deleted."
                : garbage + " would be deleted; './tandem gc --delete' deletes them.");
        out.flush();
    }
}
