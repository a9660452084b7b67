package dev.tandem.services.training;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Trainers of your own, which experiments name. */
@ConfigMapping(prefix = "tandem.training")
public interface TrainingConfig {
    /**
     * Folder with a file {@code NAME.yaml} for each trainer: the command that is started for it. It is read when the process starts.
     * On one machine it is {@code trainers} in {@code TANDEM_HOME}. Without it (off) there are the trainers that Tandem comes with, and
     * no command is ever started.
     */
    Optional<Path> trainers();

    /**
     * Folder for the jobs of these trainers, with their checkpoints: what is tried again on the same machine goes on from there.
     * Without it, a folder {@code tandem-jobs} where temporary files stand.
     */
    Optional<Path> jobs();

    /**
     * How long the checkpoint of a training that was killed waits for another attempt. What is older is deleted when the process starts,
     * and after each training. What failed for good is deleted at once.
     */
    @WithDefault("P7D")
    Duration keepJobs();
}
