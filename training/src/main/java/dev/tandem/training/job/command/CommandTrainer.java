package dev.tandem.training.job.command;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.job.Trained;
import dev.tandem.training.job.Trainer;
import dev.tandem.training.job.TrainingJob;
import dev.tandem.training.job.TrainingWatch;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A program of somebody else's that trains: it gets a folder with the job, and leaves a model, its numbers and its answers there. What it
 * keeps in the folder {@code checkpoint} is there again when the same job is tried again on the same machine. Nothing of what it leaves is
 * believed: see {@link JobResults}.
 */
public final class CommandTrainer implements Trainer {
    private final CommandSettings settings;
    private final Path work;

    /** @param work where the folders of jobs are made */
    public CommandTrainer(CommandSettings settings, Path work) {
        this.settings = settings;
        this.work = work;
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
            folder.prepare(job);
            TrainerProcess process = TrainerProcess.start(settings, folder);
            String log = process.await(watch);
            return new JobResults(settings, folder.path()).read(job, log);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.TRAINER_ENDED, "The folder of the job " + job.key().abbreviated() + " below '" + work
                    + "' cannot be written or read: " + e, e);
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
    }
}
