package dev.tandem.cli;

import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs a recipe on files of this machine. */
@Command(name = "run", description = "Run a recipe on files of this machine, and fetch the data sets that it publishes.")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RECIPE", description = "A recipe, such as recipes/demo.yaml.")
    private Path recipe;

    @Option(names = "--input", required = true, arity = "1..*", paramLabel = "PATH", description = "Files and folders to read.")
    private List<Path> inputs;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the data sets and the report.")
    private Path output;

    @Mixin
    private Patience patience;

    @Override
    public Integer call() {
        RunRecord run = new Execution(tandem, patience.time()).run(recipe, inputs, output);
        if (tandem.json()) {
            tandem.printJson(run);
        } else {
            Summary.print(tandem.out(), run);
            if (run.status() == RunStatus.COMPLETED) {
                Summary.datasets(tandem.out(), run.datasets());
                tandem.out().println("In " + output + ", with report.html. Ask about any sample: ./tandem why SAMPLE");
            } else {
                tandem.out().println("Finished work is kept: the same command goes on where this run stopped.");
            }
            tandem.out().flush();
        }
        return Execution.exitCode(run);
    }
}
