package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import picocli.CommandLine.Command;

/** Pauses a run. */
@Command(name = "pause", description = "Start no further shard of a run until it is resumed.")
final class PauseCommand extends OneRunCommand {
    @Override
    RunRecord ask(GatewayClient gateway, String name) {
        return gateway.act(name, "pause");
    }
}
