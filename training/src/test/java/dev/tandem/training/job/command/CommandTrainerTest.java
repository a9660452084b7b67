package dev.tandem.training.job.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.training.export.ModelFolder;
import dev.tandem.training.job.Answers;
import dev.tandem.training.job.PlantedJobs;
import dev.tandem.training.job.Trained;
import dev.tandem.training.job.TrainingJob;
import dev.tandem.training.job.TrainingWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that train: whatever they do or leave, nothing but a whole model with finite numbers comes back. */
class CommandTrainerTest {
    private static final String GOOD = "cp -r \"$MODELS\"/made model/ && echo '{\"loss\": 0.5}' > metrics.json; ";

    @TempDir
    private Path folder;

    private Path models;

    @BeforeEach
    void model() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell");
        models = folder.resolve("models");
        named("made").write(models);
    }

    static ModelFolder named(String name) {
        return new ModelFolder(name, "classification", List.of(new ModelFolder.Input("IMAGE", 12, "pictures", "FEATURES")),
                new ModelFolder.Output("PROBABILITY", 1, "score", 4), 8, "any", "a test", new byte[] {1, 2, 3});
    }

    private CommandTrainer trainer(String script) {
        return trainer(script, Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    private CommandTrainer trainer(String script, Duration limit, Duration silence) {
        CommandSettings settings = new CommandSettings("shell", "1",
                List.of("/bin/sh", "-c", "MODELS='" + models + "'; " + script), limit, silence, OptionalLong.empty(), List.of(), 10_000);
        return new CommandTrainer(settings, folder.resolve("work"), Duration.ofDays(1));
    }

    private static Trained train(CommandTrainer trainer) {
        return trainer.train(PlantedJobs.job(trainer, Map.of("a", 1), 7), TrainingWatch.none());
    }

    private static TandemException failure(CommandTrainer trainer) {
        return catchThrowableOfType(TandemException.class, () -> train(trainer));
    }

    private void fails(String script, ErrorCode code, String message) {
        TandemException failure = failure(trainer(script));
        assertThat(failure).as(script).isNotNull();
        assertThat(failure.code()).as(script).isEqualTo(code);
        assertThat(failure).as(script).hasMessageContaining(message);
    }

    @Test
    void aModelWithItsNumbersAndTheEndOfTheLogComeBack() {
        List<String> progress = new ArrayList<>();
        CommandTrainer trainer = trainer(GOOD + "echo '{\"done\": 3, \"of\": 4}'; echo hello; echo '{\"other\": 1}'; sleep 0.2");
        Trained trained = trainer.train(PlantedJobs.job(trainer, Map.of(), 1), new TrainingWatch() {
            @Override
            public void progress(long done, long of) {
                progress.add(done + "/" + of);
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        });
        assertThat(PlantedJobs.names(trained)).containsExactly("made");
        assertThat(trained.models().getFirst().files()).containsOnlyKeys("contract.json", "config.pbtxt", "1/model.onnx");
        assertThat(trained.metrics()).containsExactly(Map.entry("loss", 0.5));
        assertThat(trained.answers()).isInstanceOf(Answers.None.class);
        assertThat(trained.log()).isEqualTo("hello\n{\"other\": 1}");
        assertThat(progress).contains("3/4");
    }

    @Test
    void theJobIsDescribedAndWhatIsHeldOutHidesItsLabel() {
        Trained trained = train(trainer(GOOD + "cat job.json; echo; head -1 training.jsonl; head -1 held_out.jsonl;"
                + " wc -c < training.images.f32; wc -c < held_out.texts.f32; ls checkpoint"));
        assertThat(trained.log())
                .contains("\"config\":{\"a\":1}", "\"seed\":7", "\"model\":\"made\"", "\"count\":120", "\"width\":12")
                .contains("{\"attributes\":{\"kind\":\"", "\"target\":")
                .contains("{\"attributes\":{\"source\":\"site0\"},\"id\":\"id120\"}")
                .contains(String.valueOf(120 * 12 * 4), String.valueOf(40 * 8 * 4));
    }

    @Test
    void answersAreReadAsNumbers() {
        // 0.5 as four bytes, forty times.
        Trained trained = train(trainer(GOOD + "for i in $(seq 40); do printf '\\000\\000\\000\\077'; done > answers/scores.f32"));
        assertThat(((Answers.Scores) trained.answers()).scores()).hasSize(40).containsOnly(0.5);
        fails(GOOD + "printf 123 > answers/scores.f32", ErrorCode.TRAINER_FAILED, "with 3 bytes");
        fails(GOOD + "for i in $(seq 40); do printf '\\000\\000\\300\\177'; done > answers/scores.f32",
                ErrorCode.TRAINING_DIVERGED, "not finite");
        fails(GOOD + "cp held_out.images.f32 answers/images.f32", ErrorCode.TRAINER_FAILED, "say nothing");
        fails(GOOD + "cp held_out.images.f32 answers/images.f32; cp held_out.texts.f32 answers/texts.f32",
                ErrorCode.TRAINER_FAILED, "vectors of 12 numbers for images and 8 for texts");
        Trained both = train(trainer(GOOD + "cp held_out.texts.f32 answers/images.f32; cp held_out.texts.f32 answers/texts.f32"));
        assertThat(((Answers.Embeddings) both.answers()).images()).hasNumberOfRows(40);
    }

    @Test
    void numbersThatAreNoneAreATrainingThatWentAstray() {
        fails(GOOD + "echo '{\"loss\": NaN}' > metrics.json", ErrorCode.TRAINING_DIVERGED, "'loss' is NaN");
        fails(GOOD + "echo '{\"loss\": -Infinity}' > metrics.json", ErrorCode.TRAINING_DIVERGED, "-Infinity");
        fails("echo '{\"loss\": NaN}' > metrics.json", ErrorCode.TRAINING_DIVERGED, "NaN");
    }

    @Test
    void whatIsNotAsAgreedIsRefused() {
        fails(GOOD + "rm metrics.json", ErrorCode.TRAINER_FAILED, "left no metrics.json");
        fails(GOOD + "echo '[1]' > metrics.json", ErrorCode.TRAINER_FAILED, "no object");
        fails(GOOD + "echo '{\"loss\"' > metrics.json", ErrorCode.TRAINER_FAILED, "no JSON");
        fails(GOOD + "echo '{\"loss\": \"low\"}' > metrics.json", ErrorCode.TRAINER_FAILED, "expected a number");
        fails("echo '{}' > metrics.json", ErrorCode.TRAINER_FAILED, "left no model");
        fails(GOOD + "rm model/made/contract.json", ErrorCode.TRAINER_FAILED, "without a contract.json");
        fails(GOOD + "echo '{}' > model/made/contract.json", ErrorCode.TRAINER_FAILED, "cannot be used");
        fails(GOOD + "echo more >> model/made/1/model.onnx", ErrorCode.TRAINER_FAILED, "cannot be used");
        fails(GOOD + "mv model/made model/clip", ErrorCode.TRAINER_FAILED, "left the model 'clip', expected 'made'");
        fails(GOOD + "rm model/made/1/model.onnx; ln -s /etc/passwd model/made/1/model.onnx", ErrorCode.TRAINER_FAILED, "no file");
        fails(GOOD + "rm -r model; ln -s \"$MODELS\" model", ErrorCode.TRAINER_FAILED, "left no model");
        fails(GOOD + "echo > model/note", ErrorCode.TRAINER_FAILED, "expected a folder");
        fails(GOOD + "head -c 20000 /dev/zero > model/made/big", ErrorCode.TRAINER_FAILED, "larger than may be");
    }

    @Test
    void endsAreToldApart() {
        fails("echo wrong learning rate; exit 4", ErrorCode.TRAINER_FAILED, "ended with exit code 4 (wrong learning rate)");
        fails("kill -9 $$", ErrorCode.TRAINER_ENDED, "ended by signal 9");
        CommandSettings absent = new CommandSettings("absent", "1", List.of("/no/such/program"), Duration.ofSeconds(9),
                Duration.ofSeconds(9), OptionalLong.empty(), List.of(), 10);
        assertThat(failure(new CommandTrainer(absent, folder.resolve("work"), Duration.ofDays(1))))
                .hasMessageContaining("cannot be started");
    }

    @Test
    void whatHangsIsEndedWithAllThatItStarted() throws IOException {
        Path child = folder.resolve("child");
        String hang = "sleep 300 & echo $! > '" + child + "'; wait";
        TandemException late = failure(trainer(hang, Duration.ofMillis(400), Duration.ofSeconds(60)));
        assertThat(late.code()).isEqualTo(ErrorCode.TRAINER_FAILED);
        assertThat(late).hasMessageContaining("took longer than its 0.4 seconds");
        assertThat(failure(trainer(hang, Duration.ofSeconds(60), Duration.ofMillis(400)))).hasMessageContaining("printed nothing for 0.4");
        long pid = Long.parseLong(Files.readString(child).strip());
        await().until(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void cancelEndsTheProcessAndAllThatItStarted() throws IOException {
        Path child = folder.resolve("child");
        CommandTrainer trainer = trainer("sleep 300 & echo $! > '" + child + ".part'; mv '" + child + ".part' '" + child + "'; wait");
        TrainingWatch whenStarted = new TrainingWatch() {
            @Override
            public void progress(long done, long of) {
                // Nothing is told.
            }

            @Override
            public boolean isCancelled() {
                return Files.exists(child);
            }
        };
        assertThatThrownBy(() -> trainer.train(PlantedJobs.job(trainer, Map.of(), 1), whenStarted))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        long pid = Long.parseLong(Files.readString(child).strip());
        await().until(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void anotherAttemptGoesOnFromTheCheckpointUntilTheJobIsForgotten() {
        CommandTrainer trainer = trainer("if [ -f checkpoint/half ]; then " + GOOD + "echo resumed; else echo > checkpoint/half;"
                + " echo > left; kill -9 $$; fi; ls");
        assertThat(failure(trainer).code()).isEqualTo(ErrorCode.TRAINER_ENDED);
        Trained resumed = train(trainer);
        assertThat(resumed.log()).contains("resumed").doesNotContain("left");
        TrainingJob job = PlantedJobs.job(trainer, Map.of("a", 1), 7);
        trainer.forget(job);
        assertThat(failure(trainer).code()).isEqualTo(ErrorCode.TRAINER_ENDED);
        assertThat(folder.resolve("work").resolve(job.key().hex()).resolve("checkpoint/half")).exists();
    }

    @Test
    void whatFailedForGoodLeavesNothing() throws IOException {
        Path work = folder.resolve("work");
        fails("echo > checkpoint/half; exit 4", ErrorCode.TRAINER_FAILED, "exit code 4");
        fails(GOOD + "echo '{\"loss\": NaN}' > metrics.json", ErrorCode.TRAINING_DIVERGED, "NaN");
        assertThat(work).isDirectoryNotContaining(child -> Files.isDirectory(child));
    }

    @Test
    void whatAKilledTrainingLeftIsSweptOnceNobodyTriedItForLongButNeverWhileItIsAtWork() throws IOException {
        Path work = folder.resolve("work");
        assertThat(failure(trainer("echo > checkpoint/half; kill -9 $$")).code()).isEqualTo(ErrorCode.TRAINER_ENDED);
        TrainingJob job = PlantedJobs.job(trainer(""), Map.of("a", 1), 7);
        Path left = work.resolve(job.key().hex());
        JobSweep.sweep(work, Duration.ofDays(1));
        assertThat(left.resolve("checkpoint/half")).exists();
        try (JobFolder atWork = JobFolder.open(work, job.key())) {
            JobSweep.sweep(work, Duration.ZERO);
            assertThat(atWork.path()).isEqualTo(left).isDirectory();
        }
        Files.createDirectories(work.resolve("of-somebody-else"));
        JobSweep.sweep(work, Duration.ZERO.minusMinutes(1));
        assertThat(work).isDirectoryNotContaining(child -> child.getFileName().toString().startsWith(job.key().hex()));
        assertThat(work.resolve("of-somebody-else")).isDirectory();
        JobSweep.sweep(folder.resolve("none"), Duration.ZERO);
    }

    @Test
    void oneAttemptAtATimeWorksOnAJob() {
        Path go = folder.resolve("go");
        CommandTrainer trainer = trainer("echo started; while [ ! -f '" + go + "' ]; do sleep 0.05; done; " + GOOD);
        AtomicBoolean started = new AtomicBoolean();
        CompletableFuture<Trained> first = CompletableFuture.supplyAsync(() ->
                trainer.train(PlantedJobs.job(trainer, Map.of("a", 1), 7), new TrainingWatch() {
                    @Override
                    public void progress(long done, long of) {
                        started.set(true);
                    }

                    @Override
                    public boolean isCancelled() {
                        return false;
                    }
                }));
        await().untilTrue(started);
        TandemException second = failure(trainer);
        assertThat(second.code()).isEqualTo(ErrorCode.TRAINER_ENDED);
        assertThat(second).hasMessageContaining("Another attempt works on the job");
        try {
            Files.createFile(go);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(first.join().models()).hasSize(1);
    }

    @Test
    void memoryIsLimitedWhereTheSystemCan() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "ulimit -v is Linux's");
        CommandSettings settings = new CommandSettings("shell", "1", List.of("/bin/sh", "-c", "ulimit -v; exit 2"),
                Duration.ofSeconds(60), Duration.ofSeconds(60), OptionalLong.of(64 << 20), List.of(), 10_000);
        assertThat(failure(new CommandTrainer(settings, folder.resolve("work"), Duration.ofDays(1)))).hasMessageContaining("(65536)");
    }

    @Test
    void secretsOfThisProcessAreNotHandedOn() {
        assertThat(train(trainer(GOOD + "env")).log().lines().map(line -> line.replaceFirst("=.*", "")))
                .isSubsetOf("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TANDEM_JOB",
                        "PYTHONHASHSEED", "PWD", "OLDPWD", "SHLVL", "_");
    }
}
