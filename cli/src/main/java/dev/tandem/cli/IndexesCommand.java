package dev.tandem.cli;

import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.duplicates.DuplicateIndexes.Removed;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lists the indexes of duplicates, and removes samples from one. */
@Command(name = "indexes", description = "List the indexes of duplicates that runs compare with and add to, or change one.")
final class IndexesCommand implements Callable<Integer> {
    /** What the gateway takes at once. */
    private static final int BATCH = 10_000;

    @ParentCommand
    private TandemCommand tandem;

    @Override
    public Integer call() {
        Map<String, IndexVersion> indexes = tandem.gateway().indexes();
        if (tandem.json()) {
            tandem.printJson(indexes);
            return ExitCode.OK;
        }
        TextTable table = new TextTable("index", "operator", "shards", "removed samples").right(2).right(3);
        indexes.forEach((name, version) -> table.add(
                name,
                text(version),
                Summary.number(version.shards()),
                Summary.number(version.removals().stream().mapToLong(IndexVersion.Removal::samples).sum())));
        tandem.out().println(indexes.isEmpty() ? "There are no indexes. A stage with 'index: NAME' makes one." : table);
        tandem.out().flush();
        return ExitCode.OK;
    }

    @Command(
            name = "remove",
            description = "Remove samples from an index: later runs no longer drop samples as duplicates of these. Data sets"
                    + " that have the samples stay as they are.")
    int remove(
            @Parameters(index = "0", paramLabel = "NAME", description = "Name of the index.") String name,
            @Option(names = "--ids", paramLabel = "FILE|ID", arity = "1..*", required = true,
                            description = "Ids of samples, or files with one id a line.")
                    List<String> given)
            throws IOException {
        List<Digest> ids = List.copyOf(SampleIds.read(given));
        if (ids.isEmpty()) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "There are no ids in " + given);
        }
        Removed all = null;
        for (int from = 0; from < ids.size(); from += BATCH) {
            Removed part = tandem.gateway().removeFromIndex(name, ids.subList(from, Math.min(from + BATCH, ids.size())));
            all = all == null ? part : all.and(part);
        }
        if (tandem.json()) {
            tandem.printJson(all);
        } else {
            tandem.out().println(Summary.number(all.removed()) + " samples were removed; " + Summary.number(all.missing().size())
                    + " were not there. Version " + all.version().abbreviated() + " is what runs compare with from now on.");
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    private static String text(IndexVersion version) {
        return version.operator().name() + version.operator().given().entrySet().stream()
                .map(setting -> " " + setting.getKey() + "=" + setting.getValue())
                .sorted()
                .collect(Collectors.joining());
    }
}
