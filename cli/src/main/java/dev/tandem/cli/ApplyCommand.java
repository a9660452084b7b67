package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs the operators of a recipe in this process, without a server. */
@Command(name = "apply", description = "Try the operators of a recipe on a JSONL file or a folder of media, without a server.")
final class ApplyCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 16;

    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RECIPE", description = "A recipe; its reader, creators and publishing are left out.")
    private Path recipe;

    @Option(names = "--input", required = true, paramLabel = "PATH",
            description = "A JSONL file, or a folder: of JSONL files and the media that they name where the recipe reads 'jsonl' and there"
                    + " are some, of sounds and videos where it reads 'media', else of images.")
    private Path input;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the result.")
    private Path output;

    @Option(names = "--features", description = "Write features.jsonl: a line for each sample and operator.")
    private boolean features;

    @Mixin
    private EvaluationFiles evaluationFiles;

    @Override
    public Integer call() {
        Path folder = new OutputFolder(output).folder();
        Application application = new Application(tandem.local(), evaluationFiles.sets());
        Application.Result result;
        try (Writer lines = features ? Files.newBufferedWriter(folder.resolve("features.jsonl")) : Writer.nullWriter();
                OutputStream kept = new BufferedOutputStream(Files.newOutputStream(folder.resolve("kept.jsonl")), BUFFER_BYTES)) {
            Optional<Consumer<Object>> said = features ? Optional.of(line -> write(lines, line)) : Optional.empty();
            result = application.run(Execution.read(recipe), recipe.toString(), input, said, kept);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.OUTPUT_NOT_WRITABLE, "Could not write to '" + folder + "': " + e, e);
        }
        if (tandem.json()) {
            tandem.printJson(result.counts());
        } else {
            TextTable table = new TextTable("operator", "kept", "dropped", "failed").right(1, 2, 3);
            result.counts().forEach((operator, counts) -> table.add(
                    operator, Summary.number(counts.kept()), Summary.number(counts.dropped()), Summary.number(counts.failed())));
            tandem.out().println(table);
            tandem.out().println(result.kept() + " samples pass every operator: " + folder.resolve("kept.jsonl"));
            tandem.out().flush();
        }
        return ExitCode.OK;
    }

    private static void write(Writer out, Object line) {
        try {
            out.write(Json.text(line) + "\n");
        } catch (IOException e) {
            throw new TandemException(ErrorCode.DISK_FULL, "Could not write a line: " + e, e);
        }
    }
}
