package dev.tandem.cli;

import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    @Option(names = "--recipe", paramLabel = "NAME", description = "Only runs of the recipe of this name.")
    private String recipe;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only runs in this state: running, paused, completed, failed, cancelled or interrupted.")
    private String state;

    @Override
    public Integer call() {
        GatewayClient gateway = tandem.gateway();
        Optional<String> ofRecipe = Optional.ofNullable(recipe);
        Optional<String> inState = Optional.ofNullable(state);
        List<RunRecord> runs = gateway.runs(ofRecipe, inState, limit);
        if (tandem.json()) {
            tandem.printJson(runs);
        } else if (runs.isEmpty() && (ofRecipe.isPresent() || inState.isPresent())) {
            tandem.out().println("There is no such run; './tandem runs' lists all.");
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
            if (runs.size() == limit) {
                tandem.out().println(limit + " of " + Summary.number(gateway.countRuns(ofRecipe, inState)) + " runs; see --limit.");
            }
        }
        tandem.out().flush();
        return ExitCode.OK;
    }
}
