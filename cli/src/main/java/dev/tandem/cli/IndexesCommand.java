package dev.tandem.cli;

import dev.tandem.core.dedup.IndexVersion;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the indexes of duplicates. */
@Command(name = "indexes", description = "List the indexes of duplicates that runs compare with and add to.")
final class IndexesCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Override
    public Integer call() {
        Map<String, IndexVersion> indexes = tandem.gateway().indexes();
        if (tandem.json()) {
            tandem.printJson(indexes);
            return ExitCode.OK;
        }
        TextTable table = new TextTable("index", "operator", "shards").right(2);
        indexes.forEach((name, version) ->
                table.add(name, text(version), Summary.number(version.shards())));
        tandem.out().println(indexes.isEmpty() ? "There are no indexes. A stage with 'index: NAME' makes one." : table);
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
