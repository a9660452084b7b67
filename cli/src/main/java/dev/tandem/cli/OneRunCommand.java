package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A command about one run, which prints how the run stands. */
abstract class OneRunCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RUN", description = "Name of the run, as './tandem runs' lists it.")
    private String run;

    /** Does what the command is for, and returns the run. */
    abstract RunRecord ask(GatewayClient gateway, String name);

    /** What the command tells the shell. */
    int exitCode(RunRecord run) {
        return ExitCode.OK;
    }

    final TandemCommand tandem() {
        return tandem;
    }

    @Override
    public final Integer call() {
        RunRecord record = ask(tandem.gateway(), run);
        if (tandem.json()) {
            tandem.printJson(record);
        } else {
            Summary.print(tandem.out(), record);
        }
        return exitCode(record);
    }
}
