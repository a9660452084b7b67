package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import picocli.CommandLine.Command;

/** Goes on with a run. */
@Command(name = "resume", description = "Go on with a paused run.")
final class ResumeCommand extends OneRunCommand {
    @Override
    RunRecord ask(GatewayClient gateway, String name) {
        return gateway.act(name, "resume");
    }
}
