package dev.tandem.training.job.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.job.PlantedJobs;
import dev.tandem.training.job.Trained;
import dev.tandem.training.job.TrainingWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script that trains, in a real container. */
class ContainerTrainerIT {
    private static final String IMAGE = "debian:12-slim";

    @TempDir
    private Path folder;

    private String good;

    /** The image knows nothing of models: its files go along as text. */
    @BeforeEach
    void model() throws IOException {
        Path models = folder.resolve("models");
        CommandTrainerTest.named("made").write(models);
        StringBuilder script = new StringBuilder();
        try (var files = Files.walk(models)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String path = "model/" + models.relativize(file);
                script.append("mkdir -p $(dirname ").append(path).append("); echo ")
                        .append(Base64.getEncoder().encodeToString(Files.readAllBytes(file))).append(" | base64 -d > ").append(path)
                        .append("; ");
            }
        }
        good = script + "echo '{\"loss\": 0.25}' > metrics.json; ";
    }

    private CommandTrainer trainer(String script) {
        Container container =
                new Container(IMAGE, "docker", OptionalDouble.of(1), Optional.empty(), Optional.empty());
        return new CommandTrainer(
                new CommandSettings("boxed", "1", List.of("sh", "-c", script), Duration.ofMinutes(5), Duration.ofMinutes(5),
                        OptionalLong.of(64 << 20), List.of(), 10_000, Optional.of(container)),
                folder.resolve("work"), Duration.ofDays(1));
    }

    private static Trained train(CommandTrainer trainer, TrainingWatch watch) {
        return trainer.train(PlantedJobs.job(trainer, Map.of(), 7), watch);
    }

    @Test
    void itIsAloneWithItsJob() {
        Trained trained = train(trainer(good + "ls /sys/class/net; (echo x >> job.json) 2>&1 || true; (echo x > /etc/x) 2>&1 || true;"
                + " rm -f training.jsonl 2>&1 || true; head -c 12 training.jsonl; env"), TrainingWatch.none());
        assertThat(trained.metrics()).containsEntry("loss", 0.25);
        assertThat(trained.models()).hasSize(1);
        assertThat(trained.log().lines()).startsWith("lo")
                .anyMatch(line -> line.contains("job.json") && line.contains("Read-only"))
                .anyMatch(line -> line.contains("/etc/x") && line.contains("Read-only"))
                .anyMatch(line -> line.startsWith("{\"attribute"))
                .noneMatch(line -> line.startsWith("eth") || line.startsWith("JAVA_HOME"));
    }

    @Test
    void cancelEndsTheContainerAndAnotherAttemptGoesOnFromItsCheckpoint() throws IOException, InterruptedException {
        CommandTrainer trainer = trainer("if [ -f checkpoint/half ]; then " + good + "echo resumed; else echo > checkpoint/half;"
                + " echo '{\"done\": 1, \"of\": 2}'; sleep 300; fi");
        AtomicBoolean begun = new AtomicBoolean();
        TrainingWatch whenBegun = new TrainingWatch() {
            @Override
            public void progress(long done, long of) {
                begun.compareAndSet(false, done == 1);
            }

            @Override
            public boolean isCancelled() {
                return begun.get();
            }
        };
        assertThatThrownBy(() -> train(trainer, whenBegun))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(containers(trainer)).isEmpty();
        assertThat(train(trainer, TrainingWatch.none()).log()).isEqualTo("resumed");
        assertThat(containers(trainer)).isEmpty();
    }

    @Test
    void anImageThatThereIsNotIsToldAsTheEngineTellsIt() {
        CommandSettings settings = new CommandSettings("boxed", "1", List.of(), Duration.ofMinutes(5), Duration.ofMinutes(5),
                OptionalLong.empty(), List.of(), 10_000, Optional.of(new Container(
                        "localhost:1/none:1", "docker", OptionalDouble.empty(), Optional.empty(), Optional.empty())));
        TandemException failure = catchThrowableOfType(TandemException.class,
                () -> train(new CommandTrainer(settings, folder.resolve("work"), Duration.ofDays(1)), TrainingWatch.none()));
        assertThat(failure.code()).isEqualTo(ErrorCode.TRAINER_ENDED);
        assertThat(failure).hasMessageContaining("cannot be run (");
    }

    /** Those that mount the folder of the job. */
    private List<String> containers(CommandTrainer trainer) throws IOException, InterruptedException {
        Path job = folder.resolve("work").resolve(PlantedJobs.job(trainer, Map.of(), 7).key().hex());
        List<String> command = new ArrayList<>(List.of("docker", "ps", "--all", "--quiet", "--filter", "volume=" + job.toAbsolutePath()));
        Process listing = new ProcessBuilder(command).start();
        String found = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(listing.waitFor()).isZero();
        return found.lines().toList();
    }
}
