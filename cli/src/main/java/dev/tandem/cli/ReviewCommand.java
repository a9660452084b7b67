package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the labels that a run waits for. */
@Command(
        name = "review",
        description = "Tell a run that waits at a gate what people said of its sample, which './tandem labels export RUN' wrote.")
final class ReviewCommand extends OneRunCommand {
    @Option(names = "--labels", paramLabel = "FILE", required = true, description = "Their labels, good or bad, of all samples.")
    private Path labels;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "jsonl", description = LabelsCommand.FORMAT_HELP)
    private String format;

    @Override
    RunRecord ask(GatewayClient gateway, String name) {
        return gateway.review(name, format, LabelsCommand.read(labels));
    }
}
