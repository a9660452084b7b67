package dev.tandem.cli;

import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The models that operators ask, and the servers that have them. */
@Command(name = "models", description = "List, check, try, load, unload or add models: what operators ask, and the servers that have it.")
final class ModelsCommand {
    private static final int VALUES_SHOWN = 8;

    @ParentCommand
    private TandemCommand tandem;

    @Command(name = "list", description = "List the models, and the state that each server tells of.")
    int list() {
        List<GatewayClient.ListedModel> models = tandem.gateway().models();
        if (tandem.json()) {
            tandem.printJson(models);
        } else {
            TextTable table = new TextTable("model", "task", "reads", "place", "digest", "servers", "license");
            models.forEach(model -> table.add(
                    model.name(), model.task(), String.join(", ", model.reads()), model.place().toLowerCase(Locale.ROOT),
                    model.digest().abbreviated(), servers(model.servers()), model.license().orElse("")));
            tandem.out().print(table);
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    private static String servers(Map<String, String> servers) {
        List<String> told = new ArrayList<>();
        servers.forEach((address, state) -> told.add(address + " " + state));
        return String.join(", ", told);
    }

    @Command(name = "check", description = "Compare each server with the contracts, and run the examples of these. Exit code 5 when"
            + " a check fails.")
    int check(@Parameters(arity = "0..*", paramLabel = "MODEL", description = "Models to check; all that servers have without it.")
                    List<String> names) {
        List<String> checked = names == null || names.isEmpty() ? served() : names;
        List<Finding> findings = new ArrayList<>();
        checked.forEach(name -> findings.addAll(tandem.gateway().modelFindings(name, "check")));
        return told(findings);
    }

    /** Those that some server has; all of them where none has any, so that one sees why. */
    private List<String> served() {
        List<GatewayClient.ListedModel> answering =
                tandem.gateway().models().stream().filter(model -> !model.outputs().isEmpty()).toList();
        Map<Boolean, List<String>> names = answering.stream().collect(Collectors.partitioningBy(
                ModelsCommand::isServed, Collectors.mapping(GatewayClient.ListedModel::name, Collectors.toList())));
        if (names.get(true).isEmpty()) {
            return names.get(false);
        }
        if (!names.get(false).isEmpty() && !tandem.json()) {
            tandem.out().println("Left out, as no server has them: " + String.join(", ", names.get(false)) + ".");
        }
        return names.get(true);
    }

    private static boolean isServed(GatewayClient.ListedModel model) {
        return model.servers().values().stream().anyMatch(state -> !state.equals("UNAVAILABLE"));
    }

    @Command(name = "load", description = "Let each server load a model, or load it anew.")
    int load(
            @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model.") String name,
            @Option(names = "--files", description = "Send its weights along: for servers whose repository does not have it.")
                    boolean files) {
        return told(tandem.gateway().modelFindings(name, files ? "load?files=true" : "load"));
    }

    @Command(name = "unload", description = "Let each server let go of a model.")
    int unload(@Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model.") String name) {
        return told(tandem.gateway().modelFindings(name, "unload"));
    }

    private int told(List<Finding> findings) {
        if (tandem.json()) {
            tandem.printJson(findings);
        } else {
            DoctorCommand.print(tandem.out(), findings);
        }
        return findings.stream().anyMatch(Finding::fails) ? ExitCode.EXTERNAL : ExitCode.OK;
    }

    @Command(name = "try", description = "Ask a model, and print what it says.")
    int attempt(
            @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model.") String name,
            @Option(names = "--text", paramLabel = "TEXT", description = "The text to read, or to answer.") String text,
            @Option(names = "--image", paramLabel = "FILE", description = "The image to look at.") Path image,
            @Option(names = "--value", paramLabel = "NAME=TEXT", description = "A text for a model that reads it by another name.")
                    Map<String, String> values)
            throws IOException {
        Map<String, String> texts = new HashMap<>(values == null ? Map.of() : values);
        if (text != null) {
            texts.put("text", text);
        }
        if (image != null && !Files.isRegularFile(image)) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "There is no file '" + image + "'");
        }
        Map<String, byte[]> images = image == null ? Map.of() : Map.of("image", Files.readAllBytes(image));
        List<GatewayClient.TriedOutput> outputs = tandem.gateway().tryModel(name, texts, images);
        if (tandem.json()) {
            tandem.printJson(outputs);
        } else {
            outputs.forEach(this::print);
            tandem.out().flush();
        }
        return ExitCode.OK;
    }

    private void print(GatewayClient.TriedOutput output) {
        if (output.meaning().equals("text")) {
            tandem.out().println(output.text());
            return;
        }
        tandem.out().println(output.name() + " (" + output.meaning() + ", shape " + output.shape() + ")");
        if (output.labels().isEmpty()) {
            List<Float> shown = output.values().subList(0, Math.min(VALUES_SHOWN, output.values().size()));
            tandem.out().println("  " + shown.stream().map(ModelsCommand::number).reduce((a, b) -> a + "  " + b).orElse("nothing")
                    + (output.values().size() > VALUES_SHOWN ? "  ..." : ""));
        } else {
            TextTable table = new TextTable("label", "value").right(1);
            output.labels().forEach(label -> table.add(label.label(), number(label.value())));
            tandem.out().print(table);
        }
    }

    private static String number(float value) {
        return new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString();
    }

    @Command(name = "add", description = "Store a model for all services: its contract, and the files that this names.")
    int add(@Parameters(index = "0", paramLabel = "FOLDER", description = "Folder with a contract.json and the files.") Path folder)
            throws IOException {
        ModelFolder model = ModelFolder.of(folder);
        Path zip = Files.createTempFile("tandem-model", ".zip");
        try {
            model.zip(zip);
            ModelRegistry.Stored stored = tandem.gateway().addModel(model.name(), zip);
            if (tandem.json()) {
                tandem.printJson(stored);
            } else {
                tandem.out().println(stored.name() + "@" + stored.version() + ": " + Summary.number(stored.bytes()) + " bytes of files.");
                tandem.out().flush();
            }
        } finally {
            Files.deleteIfExists(zip);
        }
        return ExitCode.OK;
    }
}
