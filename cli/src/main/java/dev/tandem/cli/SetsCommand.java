package dev.tandem.cli;

import dev.tandem.core.publish.Datasets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the published data sets. */
@Command(name = "sets", description = "List the published data sets.")
final class SetsCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Override
    public Integer call() {
        List<Datasets.Named> sets = tandem.gateway().datasets();
        if (tandem.json()) {
            tandem.printJson(sets);
        } else if (sets.isEmpty()) {
            tandem.out().println("No data set has been published yet. './tandem demo' publishes three.");
        } else {
            TextTable table = new TextTable("data set", "version", "samples", "recipe").right(2);
            sets.forEach(set -> table.add(set.name(), set.version().hex(), Summary.number(set.samples()), set.recipe()));
            tandem.out().print(table);
        }
        tandem.out().flush();
        return ExitCode.OK;
    }
}
