package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Uploads, submits, follows and fetches: what {@code run} and {@code demo} share. */
final class Execution {
    private final TandemCommand tandem;
    private final Duration patience;

    /** @param patience how long a gateway that does not answer is waited for */
    Execution(TandemCommand tandem, Duration patience) {
        this.tandem = tandem;
        this.patience = patience;
    }

    /** Runs a recipe to its end, and puts the result into {@code output}. */
    RunRecord run(Path recipe, List<Path> inputs, Path output) {
        String yaml = read(recipe);
        OutputFolder folder = new OutputFolder(output);
        while (true) {
            try {
                return run(yaml, recipe, inputs, folder);
            } catch (TandemException e) {
                // The process whose local mode was used has ended with its own work; now this one can start the parts.
                if (e.code() != ErrorCode.SERVICE_UNAVAILABLE || !tandem.usesLocalModeOfAnother()) {
                    throw e;
                }
            }
        }
    }

    private RunRecord run(String yaml, Path recipe, List<Path> inputs, OutputFolder folder) {
        GatewayClient gateway = tandem.gateway();
        RunRecord submitted = gateway.submit(yaml, recipe.toString(), new Upload(gateway).send(inputs));
        RunRecord finished = tandem.follower(gateway, patience).follow(submitted.run());
        if (finished.status() == RunStatus.COMPLETED) {
            folder.download(gateway, finished);
        }
        return finished;
    }

    static int exitCode(RunRecord run) {
        return switch (run.status()) {
            case COMPLETED, RUNNING, PAUSED, IN_REVIEW -> ExitCode.OK;
            case CANCELLED -> ExitCode.IN_PART;
            case INTERRUPTED -> ExitCode.EXTERNAL;
            case FAILED -> ExitCode.of(run.error().orElse(""));
        };
    }

    static String read(Path recipe) {
        try {
            return Files.readString(recipe);
        } catch (NoSuchFileException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "There is no recipe '" + recipe
                    + "'. Give the path of a YAML file, such as recipes/demo.yaml.", e);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Cannot read the recipe '" + recipe + "': " + e
                    + ". Give the path of a YAML file, such as recipes/demo.yaml.", e);
        }
    }
}
