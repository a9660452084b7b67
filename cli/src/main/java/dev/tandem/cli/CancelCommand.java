package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import picocli.CommandLine.Command;

/** Cancels a run. */
@Command(name = "cancel", description = "Cancel a run; finished work is kept.")
final class CancelCommand extends OneRunCommand {
    @Override
    RunRecord ask(GatewayClient gateway, String name) {
        return gateway.act(name, "cancel");
    }
}
