package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import picocli.CommandLine.Command;

/** Shows a run. */
@Command(name = "status", description = "Show how far a run is.")
final class StatusCommand extends OneRunCommand {
    @Override
    RunRecord ask(GatewayClient gateway, String name) {
        return gateway.status(name);
    }
}
