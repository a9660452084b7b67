package dev.tandem.cli;

import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists the runs. */
@Command(name = "runs", description = "List the runs, the newest first.")
final class RunsCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Option(names = "--limit", paramLabel = "N", description = "Newest runs to list, at most 1000; default: ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Override
    public Integer call() {
        List<RunRecord> runs = tandem.gateway().runs(limit);
        if (tandem.json()) {
            tandem.printJson(runs);
        } else if (runs.isEmpty()) {
            tandem.out().println("There is no run yet. Start one with './tandem run' or './tandem demo'.");
        } else {
            TextTable table = new TextTable("run", "recipe", "status", "started", "data sets");
            runs.forEach(run -> table.add(
                    run.run(),
                    run.recipe(),
                    run.status().name().toLowerCase(Locale.ROOT),
                    run.started(),
                    run.datasets().stream().map(DatasetRecord::name).collect(Collectors.joining(", "))));
            tandem.out().print(table);
        }
        tandem.out().flush();
        return ExitCode.OK;
    }
}
