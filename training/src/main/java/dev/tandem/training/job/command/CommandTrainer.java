package dev.tandem.training.job.command;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.job.Trained;
import dev.tandem.training.job.Trainer;
import dev.tandem.training.job.TrainingJob;
import dev.tandem.training.job.TrainingWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program of somebody else's that trains: it gets a folder with the job, and leaves a model, its numbers and its answers there. What it
 * keeps in the folder {@code checkpoint} is there again when the same job is tried again on the same machine. Nothing of what it leaves is
 * believed: see {@link JobResults}.
 */
public final class CommandTrainer implements Trainer {
    private final CommandSettings settings;
    private final Path work;
    private final Duration kept;

    /**
     * @param work where the folders of jobs are made
     * @param kept how long what a killed training left waits for another attempt
     */
    public CommandTrainer(CommandSettings settings, Path work, Duration kept) {
        this.settings = settings;
        this.work = work;
        this.kept = kept;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String version() {
        return settings.container().map(container -> settings.version() + " of " + container.image()).orElse(settings.version());
    }

    @Override
    public Trained train(TrainingJob job, TrainingWatch watch) {
        try (JobFolder folder = JobFolder.open(work, job.key())) {
            return train(job, folder, watch);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.TRAINER_ENDED, "The folder of the job " + job.key().abbreviated() + " below '" + work
                    + "' cannot be written or read: " + e, e);
        }
    }

    private Trained train(TrainingJob job, JobFolder folder, TrainingWatch watch) throws IOException {
        try {
            folder.prepare(job);
            TrainerProcess process = TrainerProcess.start(settings, folder);
            String log = process.await(watch);
            return new JobResults(settings, folder.path()).read(job, log);
        } catch (TandemException e) {
            // What is not tried again needs no checkpoint.
            if (e.code() == ErrorCode.TRAINER_FAILED || e.code() == ErrorCode.TRAINING_DIVERGED) {
                folder.clear();
            }
            throw e;
        }
    }

    @Override
    public void forget(TrainingJob job) {
        try (JobFolder folder = JobFolder.open(work, job.key())) {
            folder.clear();
        } catch (IOException e) {
            System.getLogger(CommandTrainer.class.getName()).log(
                    System.Logger.Level.WARNING, "What is left of the job " + job.key() + " cannot be deleted: " + e);
        }
        JobSweep.sweep(work, kept);
    }
}
