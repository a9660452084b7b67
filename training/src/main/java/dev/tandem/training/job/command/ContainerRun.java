package dev.tandem.training.job.command;

import dev.tandem.core.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The container of a job: it sees the job's folder alone, of which it may not write what describes the job, and has no network unless one
 * was named, no rights beyond those of the folder's owner, and no more memory and processors than were given. Its name follows from the
 * folder, so that what an attempt left running, whose own process is gone, is found and ended.
 */
final class ContainerRun {
    /** What the engine's own program needs to find its server; the container gets none of it. */
    static final Set<String> ENVIRONMENT = Set.of(
            "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "CONTAINER_HOST",
            "XDG_RUNTIME_DIR");

    private static final String JOB = "/job";
    private static final int MOST_PROCESSES = 4096;
    private static final long REMOVAL_SECONDS = 60;

    private final CommandSettings settings;
    private final Container container;
    private final Path folder;
    private final String name;

    ContainerRun(CommandSettings settings, Container container, Path folder) {
        this.settings = settings;
        this.container = container;
        this.folder = folder.toAbsolutePath();
        this.name = "tandem-" + Digest.of(this.folder.toString()).abbreviated();
    }

    /** What starts it, and ends when it does, with its exit code. */
    List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                container.engine(), "run", "--rm", "--init", "--name", name, "--network", container.network().orElse("none"),
                "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--pids-limit", Integer.toString(MOST_PROCESSES),
                "--read-only", "--tmpfs", "/tmp"));
        settings.memory().ifPresent(bytes -> command.addAll(List.of(
                "--memory", Long.toString(bytes), "--memory-swap", Long.toString(bytes))));
        container.cpus().ifPresent(cpus -> command.addAll(List.of("--cpus", String.format(Locale.ROOT, "%.2f", cpus))));
        container.gpus().ifPresent(gpus -> command.addAll(List.of("--gpus", gpus)));
        owner().ifPresent(user -> command.addAll(List.of("--user", user)));
        command.addAll(List.of("--volume", folder + ":" + JOB, "--workdir", JOB));
        try (Stream<Path> given = Files.list(folder)) {
            given.filter(Files::isRegularFile).sorted().forEach(file -> command.addAll(List.of(
                    "--volume", file + ":" + JOB + "/" + file.getFileName() + ":ro")));
        }
        command.addAll(List.of("--env", "TANDEM_JOB=" + JOB, "--env", "PYTHONHASHSEED=0", "--env", "HOME=/tmp"));
        settings.environment().forEach(variable -> command.addAll(List.of("--env", variable)));
        command.add(container.image());
        command.addAll(settings.command());
        return command;
    }

    /** What it writes must be this process's own. */
    private Optional<String> owner() throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("unix")
                ? Optional.of(Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid"))
                : Optional.empty();
    }

    /** Ends and removes it, if it is there: the program that started it may be gone without having ended it. */
    void remove() {
        ProcessBuilder builder = new ProcessBuilder(container.engine(), "rm", "--force", name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            Process removing = builder.start();
            if (!removing.waitFor(REMOVAL_SECONDS, TimeUnit.SECONDS)) {
                removing.destroyForcibly();
                told("the engine did not answer for " + REMOVAL_SECONDS + " seconds");
            }
        } catch (IOException e) {
            // An engine that is not there has nothing running; whoever starts the container is told.
            told(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(String problem) {
        System.getLogger(ContainerRun.class.getName()).log(
                System.Logger.Level.WARNING, "The container " + name + " of the trainer '" + settings.name() + "' could not be removed: "
                        + problem);
    }
}
