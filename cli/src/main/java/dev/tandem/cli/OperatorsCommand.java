package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.recipe.Preset;
import dev.tandem.core.recipe.PresetCatalog;
import dev.tandem.core.recipe.RecipeText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Says what a recipe can name. */
@Command(name = "operators", description = "List the operators and presets that a recipe can name, or describe one.")
final class OperatorsCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "An operator or a preset.")
    private String name;

    /** What a program is told. */
    record Known(List<OperatorInfo> operators, List<Preset> presets) {}

    @Override
    public Integer call() {
        OperatorCatalog catalog = tandem.local().operators();
        PresetCatalog presets = PresetCatalog.load();
        List<OperatorInfo> operators = Stream.of(catalog.all(), catalog.writers().all())
                .flatMap(Collection::stream)
                .filter(info -> name == null || info.name().equals(name))
                .toList();
        List<Preset> named = presets.all().stream().filter(preset -> name == null || preset.name().equals(name)).toList();
        if (operators.isEmpty() && named.isEmpty()) {
            throw unknown(catalog, presets);
        }
        if (tandem.json()) {
            tandem.printJson(new Known(operators, named));
        } else if (name == null) {
            list(operators, named);
        } else {
            operators.forEach(this::describe);
            named.forEach(this::describe);
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    private void list(List<OperatorInfo> operators, List<Preset> named) {
        for (OperatorKind kind : OperatorKind.values()) {
            Map<String, String> summaries = new TreeMap<>();
            operators.stream().filter(info -> info.kind() == kind).forEach(info -> summaries.put(info.name(), info.summary()));
            list(kind.name().toLowerCase(Locale.ROOT) + "s", summaries);
        }
        Map<String, String> contents = new TreeMap<>();
        named.forEach(preset -> contents.put(
                preset.name(), String.join(", ", preset.operators().stream().map(use -> use.name()).toList())));
        list("presets", contents);
    }

    private void list(String title, Map<String, String> summaries) {
        TextTable table = new TextTable(title, "");
        summaries.forEach(table::add);
        tandem.out().println(table);
    }

    private void describe(OperatorInfo info) {
        tandem.out().println(info.name() + " (" + info.kind().name().toLowerCase(Locale.ROOT) + ", version " + info.version() + ")\n");
        tandem.out().println(info.description() + "\n");
        TextTable table = new TextTable("parameter", "default", "meaning");
        info.params().forEach(param -> table.add(param.name(), param.defaultValue(), param.description()));
        tandem.out().println(info.params().isEmpty() ? "No parameters.\n" : table);
    }

    private void describe(Preset preset) {
        tandem.out().println(preset.name() + " (preset)\n");
        tandem.out().println(preset.description() + "\n");
        preset.operators().forEach(use -> tandem.out().println("- " + RecipeText.of(use)));
    }

    private TandemException unknown(OperatorCatalog catalog, PresetCatalog presets) {
        List<String> names = new ArrayList<>();
        catalog.all().forEach(info -> names.add(info.name()));
        catalog.writers().all().forEach(info -> names.add(info.name()));
        presets.all().forEach(preset -> names.add(preset.name()));
        return new TandemException(ErrorCode.NOT_FOUND, "There is no operator or preset '" + name + "'; "
                + NearestName.suggest(name, names)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("'tandem operators' lists them."));
    }
}
