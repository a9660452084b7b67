package dev.tandem.training.job.command;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.RecipeProblems;
import dev.tandem.core.recipe.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** The file in which whoever runs an installation names a trainer: {@code NAME.yaml}. Its name is the trainer's. */
public final class TrainerFile {
    private static final Set<String> KEYS =
            Set.of("command", "version", "hours", "silent_minutes", "memory_mib", "model_mib", "environment", "image", "engine", "cpus",
                    "network", "gpus");
    private static final String SUFFIX = ".yaml";
    private static final double MOST = 1e6;

    private TrainerFile() {}

    /**
     * All of a folder, by name.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} when there is no such folder, {@link ErrorCode#INVALID_RECIPE} with all
     *     that is wrong in a file
     */
    public static List<CommandSettings> folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "There is no folder '" + folder
                    + "' with trainers. Correct tandem.training.trainers, or leave it out.");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<CommandSettings> trainers = new ArrayList<>();
            for (Path file : files.filter(found -> found.getFileName().toString().endsWith(SUFFIX)).sorted().toList()) {
                trainers.add(read(file));
            }
            return trainers;
        } catch (IOException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Cannot read the folder '" + folder + "' with trainers: " + e, e);
        }
    }

    private static CommandSettings read(Path file) throws IOException {
        RecipeProblems problems = new RecipeProblems(file.toString());
        YamlReader reader = new YamlReader(problems);
        Node root = RecipeParser.compose(Files.readString(file), file.toString());
        Map<String, Node> keys = reader.mapping(root, "the trainer", KEYS);
        List<String> command = texts(reader, keys.get("command"), "'command'");
        Optional<String> image = text(reader, keys, "image");
        if (command.isEmpty() && image.isEmpty()) {
            problems.add(root, "'command' is missing: the program and its arguments, such as [python3, /opt/trainers/mine.py], or 'image'");
        }
        for (String key : image.isPresent() ? List.<String>of() : List.of("engine", "cpus", "network", "gpus")) {
            Optional.ofNullable(keys.get(key)).ifPresent(node -> problems.add(node, "'" + key + "' is for a container; name its 'image'"));
        }
        Optional<String> version = text(reader, keys, "version");
        if (version.isEmpty()) {
            problems.add(root, "'version' is missing: raise it whenever the same job may give another model");
        }
        double hours = number(reader, keys, "hours", 1);
        double silence = number(reader, keys, "silent_minutes", 10);
        OptionalLong memory = keys.containsKey("memory_mib")
                ? OptionalLong.of((long) number(reader, keys, "memory_mib", 1) << 20)
                : OptionalLong.empty();
        long modelBytes = (long) number(reader, keys, "model_mib", 512) << 20;
        List<String> environment = texts(reader, keys.get("environment"), "'environment'");
        Optional<Container> container = image.map(named -> new Container(
                named, text(reader, keys, "engine").orElse("docker"),
                keys.containsKey("cpus") ? OptionalDouble.of(number(reader, keys, "cpus", 1)) : OptionalDouble.empty(),
                text(reader, keys, "network"), text(reader, keys, "gpus")));
        problems.throwIfAny();
        String name = file.getFileName().toString();
        return new CommandSettings(name.substring(0, name.length() - SUFFIX.length()), version.orElseThrow(), command,
                Duration.ofMillis((long) (hours * 3_600_000)), Duration.ofMillis((long) (silence * 60_000)), memory, environment,
                modelBytes, container);
    }

    private static Optional<String> text(YamlReader reader, Map<String, Node> keys, String key) {
        return Optional.ofNullable(keys.get(key)).flatMap(node -> reader.text(node, "'" + key + "'"));
    }

    private static double number(YamlReader reader, Map<String, Node> keys, String key, double fallback) {
        return Optional.ofNullable(keys.get(key)).flatMap(node -> reader.number(node, "'" + key + "'", 0.01, MOST)).orElse(fallback);
    }

    private static List<String> texts(YamlReader reader, Node node, String what) {
        List<String> texts = new ArrayList<>();
        if (node != null) {
            reader.sequence(node, what).forEach(item -> reader.text(item, "an item of " + what).ifPresent(texts::add));
        }
        return texts;
    }
}
