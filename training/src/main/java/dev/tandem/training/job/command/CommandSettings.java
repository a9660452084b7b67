package dev.tandem.training.job.command;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A trainer outside of this process. Only who runs an installation names commands, in its configuration; experiments name trainers.
 *
 * @param name what experiments call it
 * @param version of the command, told by who names it: what was trained with another one is trained anew
 * @param command program and arguments; started with the job's folder as its own; of a container what is given to its image, or nothing
 * @param limit longest time of an attempt
 * @param silence longest time without a line of output
 * @param memory most address space of the process, in bytes; empty for no limit, and ignored where there is no {@code ulimit -v}; of a
 *     container its memory
 * @param environment further variables that it gets as they are here
 * @param modelBytes most that a model may have
 * @param container that the command is run in; empty for a process beside this one
 */
public record CommandSettings(
        String name,
        String version,
        List<String> command,
        Duration limit,
        Duration silence,
        OptionalLong memory,
        List<String> environment,
        long modelBytes,
        Optional<Container> container) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public CommandSettings {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        if (!NAME.matcher(name).matches()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "A trainer's name has up to 63 of a-z, 0-9 and _, found '" + name + "'");
        }
        boolean isCommand = container.isPresent() || !command.isEmpty() && !command.getFirst().isBlank();
        if (!isCommand || version.isBlank()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The trainer '" + name + "' needs a command and a version");
        }
        if (limit.isNegative() || limit.isZero() || silence.isNegative() || silence.isZero() || modelBytes < 1) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The limits of the trainer '" + name + "' have to be above 0");
        }
    }

    /** A process beside this one. */
    public CommandSettings(
            String name,
            String version,
            List<String> command,
            Duration limit,
            Duration silence,
            OptionalLong memory,
            List<String> environment,
            long modelBytes) {
        this(name, version, command, limit, silence, memory, environment, modelBytes, Optional.empty());
    }
}
