package dev.tandem.services.training;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.Lanes;
import dev.tandem.training.job.LinearProbeTrainer;
import dev.tandem.training.job.Trainer;
import dev.tandem.training.job.TwoTowersTrainer;
import dev.tandem.training.job.command.CommandTrainer;
import dev.tandem.training.job.command.JobSweep;
import dev.tandem.training.job.command.TrainerFile;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trainers that this process has: those that Tandem comes with, and those that its configuration names. */
@Singleton
public final class Trainers {
    private final Lanes lanes = Lanes.ofCores();
    private final SortedMap<String, Trainer> trainers = new TreeMap<>();

    @Inject
    Trainers(TrainingConfig config) {
        this(config.trainers(), config.jobs().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "tandem-jobs")),
                config.keepJobs());
    }

    /** @param kept how long what a killed training left waits for another attempt */
    Trainers(Optional<Path> folder, Path jobs, Duration kept) {
        JobSweep.sweep(jobs, kept);
        for (Trainer builtIn : List.of(new TwoTowersTrainer(lanes), new LinearProbeTrainer())) {
            trainers.put(builtIn.name(), builtIn);
        }
        folder.ifPresent(files -> TrainerFile.folder(files).forEach(settings -> {
            if (trainers.putIfAbsent(settings.name(), new CommandTrainer(settings, jobs, kept)) != null) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                        "Tandem comes with a trainer '" + settings.name() + "'; give yours in '" + files + "' another name");
            }
        }));
    }

    /** @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} where there is none of this name */
    Trainer trainer(String name) {
        return Optional.ofNullable(trainers.get(name)).orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT,
                "There is no trainer '" + name + "'; " + NearestName.suggest(name, trainers.keySet())
                        .map(near -> "did you mean '" + near + "'?").orElse("there are " + trainers.keySet())
                        + " Who runs this installation names others in the folder of tandem.training.trainers."));
    }

    @PreDestroy
    void close() {
        lanes.close();
    }
}
