package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Go on with a paused run. */
@Command(name = "resume", description = "Go on with a paused run.")
final class ResumeCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RUN", description = "Name of the run, as './tandem runs' lists it.")
    private String run;

    @Override
    public Integer call() {
        RunRecord record = tandem.gateway().act(run, "resume");
        if (tandem.json()) {
            tandem.printJson(record);
        } else {
            Summary.print(tandem.out(), record);
        }
        return ExitCode.OK;
    }
}
