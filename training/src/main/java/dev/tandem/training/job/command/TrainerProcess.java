package dev.tandem.training.job.command;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.process.WorkerProcess;
import dev.tandem.training.job.TrainingWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The process of a trainer, with all that it starts: it ends when it is done, too slow, silent for too long, or no longer wanted. */
final class TrainerProcess {
    private static final long LOOK_MILLIS = 100;
    /** Exit codes above this are signals. */
    private static final int SIGNAL = 128;
    /** What docker and podman end with for their own faults. */
    private static final int ENGINE_FAILED = 125;

    private final CommandSettings settings;
    private final Process process;
    private final Optional<ContainerRun> container;
    private final TrainerLog log;
    /** A child whose parent ends is nobody's descendant any more: all that were ever seen are remembered. */
    private final Set<ProcessHandle> started = new LinkedHashSet<>();

    private TrainerProcess(CommandSettings settings, Process process, Optional<ContainerRun> container) {
        this.settings = settings;
        this.process = process;
        this.container = container;
        this.log = new TrainerLog(settings.name(), process.getInputStream());
    }

    static TrainerProcess start(CommandSettings settings, JobFolder folder) throws IOException {
        Optional<ContainerRun> container = settings.container().map(named -> new ContainerRun(settings, named, folder.path()));
        List<String> command = container.isPresent() ? container.get().command() : command(settings);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.path().toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(known -> !WorkerProcess.ENVIRONMENT.contains(known)
                && !settings.environment().contains(known)
                && !(container.isPresent() && ContainerRun.ENVIRONMENT.contains(known)));
        builder.environment().put("TANDEM_JOB", folder.path().toAbsolutePath().toString());
        // The order of sets is part of what a trainer gives.
        builder.environment().put("PYTHONHASHSEED", "0");
        // Of an attempt whose own process is gone.
        container.ifPresent(ContainerRun::remove);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new TandemException(ErrorCode.TRAINER_FAILED, "The trainer '" + settings.name() + "' cannot be started: "
                    + e.getMessage() + ". Correct its command in the configuration, or install the program.", e);
        }
        folder.running(process.toHandle());
        return new TrainerProcess(settings, process, container);
    }

    private static List<String> command(CommandSettings settings) {
        List<String> command = new ArrayList<>();
        if (settings.memory().isPresent() && System.getProperty("os.name").equals("Linux")) {
            command.addAll(List.of("sh", "-c", "ulimit -v \"$0\" && exec \"$@\"", Long.toString(settings.memory().getAsLong() >> 10)));
        }
        command.addAll(settings.command());
        return command;
    }

    /**
     * Waits for its end.
     *
     * @return the end of what it printed
     */
    String await(TrainingWatch watch) {
        long begun = System.nanoTime();
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(started::add);
                watch.progress(log.done(), log.of());
                if (watch.isCancelled()) {
                    throw new TandemException(ErrorCode.CANCELLED, "The training was cancelled");
                }
                within(settings.limit(), System.nanoTime() - begun, "took longer than its ", "its limit");
                within(settings.silence(), log.silence(), "printed nothing for ", "its silence");
            }
            log.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "The training was interrupted", e);
        } finally {
            end();
        }
        int code = process.exitValue();
        if (container.isPresent() && code == ENGINE_FAILED) {
            throw new TandemException(ErrorCode.TRAINER_ENDED, "The container of the trainer '" + settings.name() + "' cannot be run"
                    + log.lastWords() + ". Look whether the engine runs, and has the image.");
        }
        if (code > SIGNAL) {
            throw new TandemException(ErrorCode.TRAINER_ENDED, "The trainer '" + settings.name() + "' was ended by signal "
                    + (code - SIGNAL) + log.lastWords() + ". The next attempt goes on from its checkpoint.");
        }
        if (code != 0) {
            throw new TandemException(ErrorCode.TRAINER_FAILED,
                    "The trainer '" + settings.name() + "' ended with exit code " + code + log.lastWords());
        }
        watch.progress(log.done(), log.of());
        return log.text();
    }

    private void within(Duration limit, long nanos, String problem, String setting) {
        if (nanos > limit.toNanos()) {
            throw new TandemException(ErrorCode.TRAINER_FAILED, "The trainer '" + settings.name() + "' " + problem
                    + limit.toMillis() / 1000.0 + " seconds, and was ended" + log.lastWords()
                    + ". If it needs longer, raise " + setting + " in the configuration.");
        }
    }

    private void end() {
        boolean isOver = !process.isAlive();
        process.descendants().forEach(started::add);
        started.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (!isOver) {
            // It does not end with the program that started it.
            container.ifPresent(ContainerRun::remove);
        }
    }
}
