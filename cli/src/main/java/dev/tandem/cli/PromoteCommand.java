package dev.tandem.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Promotes the winner of an experiment. */
@Command(
        name = "promote",
        description = "Publish what won an experiment, and let the experiment's names stand for it, if it beats the incumbent by more than"
                + " the 95%% interval; else say why not.")
final class PromoteCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "EXPERIMENT", description = "Name of an experiment, as './tandem experiment list' shows it.")
    private String name;

    @Override
    public Integer call() {
        ExperimentTables.show(tandem, new ExperimentClient(tandem.gateway()).act(name, "promote"));
        return ExitCode.OK;
    }
}
