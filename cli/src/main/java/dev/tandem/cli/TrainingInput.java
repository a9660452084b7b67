package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Samples that something is trained on in this process, read one after the other. */
final class TrainingInput {
    private static final int SPLIT = 1_000;
    /** What models say of them is held in memory. */
    private static final int MOST = 200_000;

    private TrainingInput() {}

    /**
     * Reads all.
     *
     * @param reader name of the operator that reads them
     * @param what they are, for messages
     * @param unreadable told of each that cannot be read
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} where the operator reads nothing, or there are too many
     */
    static void read(
            OperatorCatalog operators, String reader, List<Path> input, String what, Consumer<Sample> samples, Runnable unreadable) {
        if (!(operators.create(reader, Map.of(), OperatorContext.withoutModels()) instanceof Reader files)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The operator '" + reader + "' reads nothing. Name a reader.");
        }
        Reader.Input given = LocalInput.of(input);
        int[] count = {0};
        for (Reader.Split split : files.split(given, SPLIT)) {
            files.read(given, split, new Reader.Output() {
                @Override
                public void accept(Sample sample) {
                    if (++count[0] > MOST) {
                        throw new TandemException(ErrorCode.INVALID_ARGUMENT, "There are more than " + MOST + " " + what
                                + ", which are not held in memory. Give fewer of them.");
                    }
                    samples.accept(sample);
                }

                @Override
                public void fail(String source, ErrorCode code, String message) {
                    unreadable.run();
                }
            });
        }
    }
}
