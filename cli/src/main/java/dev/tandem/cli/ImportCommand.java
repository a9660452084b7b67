package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.operators.translation.DataJuicerRecipe;
import dev.tandem.operators.translation.DatatroveScript;
import dev.tandem.operators.translation.Remark;
import dev.tandem.operators.translation.Translation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** Translates another system's recipe. */
@Command(
        name = "import",
        description = {
            "Translate a recipe of another system to a recipe of Tandem.",
            "What has no equivalent is listed with its line, in the recipe as comments and on standard error, and the exit code is 3."
                    + " Nothing of the other recipe is run."
        })
final class ImportCommand implements Callable<Integer> {
    private static final long MAX_BYTES = 1 << 20;

    @ParentCommand
    private TandemCommand tandem;

    @Parameters(
            index = "0",
            paramLabel = "SYSTEM",
            converter = SystemConverter.class,
            description = "data-juicer (a YAML file with 'process') or datatrove (a Python script with 'pipeline=[...]').")
    private ForeignSystem system;

    @Parameters(index = "1", paramLabel = "FILE", description = "The recipe to translate.")
    private Path file;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write the recipe; standard output where it is left out.")
    private Path output;

    /** What recipes are translated from. */
    enum ForeignSystem {
        DATA_JUICER("data-juicer"),
        DATATROVE("datatrove");

        private final String name;

        ForeignSystem(String name) {
            this.name = name;
        }

        Translation translate(String recipe, String file) {
            OperatorCatalog catalog = OperatorCatalog.load();
            return switch (this) {
                case DATA_JUICER -> DataJuicerRecipe.translate(recipe, file, catalog);
                case DATATROVE -> DatatroveScript.translate(recipe, file, catalog);
            };
        }
    }

    /** Reads the name of a system. */
    static final class SystemConverter implements ITypeConverter<ForeignSystem> {
        @Override
        public ForeignSystem convert(String value) {
            return Arrays.stream(ForeignSystem.values())
                    .filter(system -> system.name.equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected "
                            + Arrays.stream(ForeignSystem.values()).map(system -> system.name).collect(Collectors.joining(" or "))
                            + ", found '" + value + "'"));
        }
    }

    /** What a program is told. */
    record Imported(String recipe, int operators, int translated, List<Remark> remarks) {}

    @Override
    public Integer call() {
        Translation translation = system.translate(read(), file.toString());
        if (output != null) {
            write(translation.recipe());
        }
        if (tandem.json()) {
            tandem.printJson(new Imported(
                    translation.recipe(), translation.operators(), translation.translated(), translation.remarks()));
        } else if (output == null) {
            tandem.out().print(translation.recipe());
            tandem.out().flush();
        }
        translation.remarks().forEach(remark -> tandem.err().println(file + ":" + remark));
        tandem.err().println(translation.translated() + " of " + translation.operators() + " operators are translated.");
        tandem.err().flush();
        return translation.isWhole() ? ExitCode.OK : ExitCode.IN_PART;
    }

    private String read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                        "'" + file + "' has " + Files.size(file) + " bytes; expected a recipe, of " + MAX_BYTES + " at most.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "Cannot read '" + file + "': " + e + ". Give the path of a recipe in UTF-8.", e);
        }
    }

    private void write(String recipe) {
        try {
            Files.writeString(output, recipe);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.OUTPUT_NOT_WRITABLE, "Cannot write '" + output + "': " + e, e);
        }
    }
}
