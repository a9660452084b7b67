package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a run. */
@Command(name = "status", description = "Show how far a run is.")
final class StatusCommand extends OneRunCommand {
    @Option(names = "--watch", description = "Follow the run until it is finished; the exit code is then that of 'run'.")
    private boolean watch;

    @Mixin
    private Patience patience;

    @Override
    RunRecord ask(GatewayClient gateway, String name) {
        return watch ? tandem().follower(gateway, patience.time()).follow(name) : gateway.status(name);
    }

    @Override
    int exitCode(RunRecord run) {
        return watch ? Execution.exitCode(run) : ExitCode.OK;
    }
}
