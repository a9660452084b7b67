package dev.tandem.training.job.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.job.PlantedJobs;
import dev.tandem.training.job.Trained;
import dev.tandem.training.job.TrainingWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainers in containers, of an engine that writes down what it is told and runs the command without any. */
class ContainerTrainerTest {
    private static final String IMAGE = "registry.example/trainer:1";

    @TempDir
    private Path folder;

    private Path engine;
    private Path calls;

    @BeforeEach
    void engine() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
        calls = folder.resolve("calls");
        engine = Files.writeString(folder.resolve("engine"), """
                #!/bin/sh
                echo "$@" | tr '\\n' ' ' >> '%1$s'; echo >> '%1$s'
                [ "$1" = rm ] && exit 0
                while [ "$1" != '%2$s' ]; do
                  case "$1 $2" in "--volume "*:/job) job="${2%%:/job}";; esac
                  shift
                done
                shift; cd "$job" && exec "$@"
                """.formatted(calls, IMAGE));
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwx------"));
        CommandTrainerTest.named("made").write(folder.resolve("models"));
    }

    private CommandTrainer trainer(String script, Duration limit) {
        Container container = new Container(
                IMAGE, engine.toString(), OptionalDouble.of(1.5), Optional.empty(), Optional.empty());
        String good = "good() { cp -r '" + folder.resolve("models") + "/made' model/ && echo '{\"loss\": 0.5}' > metrics.json; }; ";
        return new CommandTrainer(
                new CommandSettings("boxed", "3", List.of("/bin/sh", "-c", good + script), limit, Duration.ofSeconds(60),
                        OptionalLong.of(64 << 20), List.of("CUDA_VISIBLE_DEVICES"), 10_000, Optional.of(container)),
                folder.resolve("work"), Duration.ofDays(1));
    }

    private static Trained train(CommandTrainer trainer, TrainingWatch watch) {
        return trainer.train(PlantedJobs.job(trainer, Map.of("a", 1), 7), watch);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(calls).stream().map(String::strip).toList();
    }

    @Test
    void theContainerSeesItsJobAndNothingElse() throws IOException {
        CommandTrainer trainer = trainer("good; echo done", Duration.ofSeconds(60));
        Trained trained = train(trainer, TrainingWatch.none());
        assertThat(trained.metrics()).containsEntry("loss", 0.5);
        assertThat(trained.log()).isEqualTo("done");
        assertThat(trainer.version()).isEqualTo("3 of " + IMAGE);

        assertThat(calls()).hasSize(2);
        String name = calls().getFirst().replace("rm --force ", "");
        String job = folder.resolve("work").toAbsolutePath() + "/" + PlantedJobs.job(trainer, Map.of("a", 1), 7).key().hex();
        assertThat(calls().getLast()).startsWith("run --rm --init --name " + name + " --network none --cap-drop ALL")
                .contains(" --read-only ", " --memory 67108864 --memory-swap 67108864 ", " --cpus 1.50 ", " --user ",
                        " --volume " + job + ":/job ", " --volume " + job + "/job.json:/job/job.json:ro ",
                        " --volume " + job + "/training.images.f32:/job/training.images.f32:ro ",
                        " --env CUDA_VISIBLE_DEVICES " + IMAGE + " /bin/sh -c ")
                .doesNotContain("--gpus", "/checkpoint:", "PATH");
    }

    @Test
    void whatIsCancelledOrTooSlowIsRemovedByItsName() throws IOException {
        TrainingWatch cancelled = new TrainingWatch() {
            @Override
            public void progress(long done, long of) {
                // Nothing is told.
            }

            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        CommandTrainer sleeping = trainer("sleep 300", Duration.ofSeconds(60));
        assertThatThrownBy(() -> train(sleeping, cancelled))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(calls().getLast()).isEqualTo(calls().getFirst()).startsWith("rm --force tandem-");
        assertThatThrownBy(() -> train(trainer("sleep 300", Duration.ofMillis(300)), TrainingWatch.none()))
                .hasMessageContaining("took longer");
        assertThat(calls().getLast()).startsWith("rm --force tandem-");
    }

    @Test
    void anEngineThatFailsIsTriedAgainAndAKilledTrainerGoesOn() {
        assertThat(failure("echo no such image; exit 125"))
                .hasMessageContaining("cannot be run (no such image)")
                .extracting(TandemException::code).isEqualTo(ErrorCode.TRAINER_ENDED);
        assertThat(failure("exit 4").code()).isEqualTo(ErrorCode.TRAINER_FAILED);
        String half = "if [ -f checkpoint/half ]; then good; else echo > checkpoint/half; exit 137; fi";
        assertThat(failure(half).code()).isEqualTo(ErrorCode.TRAINER_ENDED);
        assertThat(train(trainer(half, Duration.ofSeconds(60)), TrainingWatch.none()).models()).hasSize(1);
    }

    private TandemException failure(String script) {
        return catchThrowableOfType(
                TandemException.class, () -> train(trainer(script, Duration.ofSeconds(60)), TrainingWatch.none()));
    }

    @Test
    void namesThatCouldBeOptionsAreRefused() {
        for (String image : List.of("--privileged", "", "a b", "-v")) {
            assertThatThrownBy(() -> new Container(image, "docker", OptionalDouble.empty(), Optional.empty(), Optional.empty()))
                    .hasMessageContaining("an image");
        }
        assertThatThrownBy(() -> new Container("a", "sh", OptionalDouble.empty(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("docker, podman");
        assertThatThrownBy(() -> new Container("a", "docker", OptionalDouble.empty(), Optional.of("--x"), Optional.empty()))
                .hasMessageContaining("a network's name");
    }
}
