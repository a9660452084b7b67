package dev.tandem.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command that follows a run waits for a gateway that does not answer. */
final class Patience {
    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            defaultValue = "${env:TANDEM_PATIENCE:-2m}",
            description = "While following the run, wait that long for a gateway that does not answer, such as one that starts"
                    + " again; default: TANDEM_PATIENCE, or 2m. 0s ends the command at once.")
    private Duration time;

    Duration time() {
        return time;
    }
}
