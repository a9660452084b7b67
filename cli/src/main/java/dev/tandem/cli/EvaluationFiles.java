package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationFile;
import dev.tandem.core.evaluation.EvaluationSet;
import dev.tandem.core.evaluation.GivenEvaluationSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evaluation sets for commands that work without a server. */
final class EvaluationFiles {
    /** Much more than a server takes. */
    private static final long MAX_BYTES = 1L << 30;

    @Option(names = "--eval-set", paramLabel = "NAME=FILE",
            description = "An evaluation set that the recipe names, as a JSONL file; may be given several times.")
    private Map<String, Path> files = new LinkedHashMap<>();

    @Mixin
    private EvaluationFields fields;

    GivenEvaluationSets sets() {
        Map<String, EvaluationSet> sets = new TreeMap<>();
        files.forEach((name, file) -> sets.put(name, read(file)));
        return new GivenEvaluationSets(sets);
    }

    private EvaluationSet read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TandemException(ErrorCode.TOO_LARGE, "'" + file + "' is larger than " + MAX_BYTES + " bytes");
            }
            return EvaluationFile.read(EvaluationPictures.hashed(file, fields.image()), fields.fields(), Optional.empty());
        } catch (IOException e) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "Cannot read '" + file + "': " + e, e);
        }
    }
}
