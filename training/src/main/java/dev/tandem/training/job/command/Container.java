package dev.tandem.training.job.command;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Where a trainer's command is run that comes as an image.
 *
 * @param image name, with a tag or digest: another one is another version of the trainer
 * @param engine the program that runs containers: {@code docker}, {@code podman}, or the path of one that takes the same arguments
 * @param cpus most processors; empty for no limit
 * @param network of the engine that it may use; none where it is empty
 * @param gpus that it may use, as the engine names them; none where it is empty
 */
public record Container(String image, String engine, OptionalDouble cpus, Optional<String> network, Optional<String> gpus) {
    /** What is said without a word of its own to the engine must not look like an option. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@=,-]{0,254}");
    private static final Pattern ENGINE = Pattern.compile("docker|podman|/[^\\p{Cntrl}]{1,500}");

    public Container {
        require(WORD.matcher(image).matches(), "an image such as registry.example/trainer:3", image);
        require(ENGINE.matcher(engine).matches(), "docker, podman, or the path of an engine", engine);
        network.ifPresent(name -> require(WORD.matcher(name).matches(), "a network's name", name));
        gpus.ifPresent(given -> require(WORD.matcher(given).matches(), "gpus such as all", given));
    }

    private static void require(boolean holds, String expected, String found) {
        if (!holds) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "A trainer in a container needs " + expected + ", found '" + found + "'");
        }
    }
}
