package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Cancel a run; finished work is kept. */
@Command(name = "cancel", description = "Cancel a run; finished work is kept.")
final class CancelCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RUN", description = "Name of the run, as './tandem runs' lists it.")
    private String run;

    @Override
    public Integer call() {
        RunRecord record = tandem.gateway().act(run, "cancel");
        if (tandem.json()) {
            tandem.printJson(record);
        } else {
            Summary.print(tandem.out(), record);
        }
        return ExitCode.OK;
    }
}
