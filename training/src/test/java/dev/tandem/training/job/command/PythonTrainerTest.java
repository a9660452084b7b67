package dev.tandem.training.job.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tandem.training.job.Answers;
import dev.tandem.training.job.HeldOutEvaluation;
import dev.tandem.training.job.JobRows;
import dev.tandem.training.job.PlantedJobs;
import dev.tandem.training.job.Trained;
import dev.tandem.training.job.TrainingJob;
import dev.tandem.training.job.TrainingWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a trainer in Python learns, and its model says what it answered. */
class PythonTrainerTest {
    @TempDir
    private Path folder;

    @Test
    void theExampleLearnsAndItsModelGivesItsAnswers() throws IOException, InterruptedException, OrtException {
        assumeTrue(pythonIsThere(), "needs python3");
        Path example = Path.of("../python/example_trainer.py").toAbsolutePath().normalize();
        CommandTrainer trainer = new CommandTrainer(
                new CommandSettings("example", "1", List.of("python3", "-B", example.toString()), Duration.ofMinutes(2),
                        Duration.ofMinutes(1), OptionalLong.of(1L << 30), List.of(), 1 << 20),
                folder, Duration.ofDays(1));
        TrainingJob job = PlantedJobs.job(trainer, Map.of("epochs", 8), 2);
        Trained trained = trainer.train(job, TrainingWatch.none());
        JobRows heldOut = job.data().heldOut();
        assertThat(HeldOutEvaluation.of(trained, heldOut, job.label(), List.of()).metrics().get("area")).isGreaterThan(0.9);
        assertThat(trained.log()).contains("epoch 8: loss");
        double[] scores = ((Answers.Scores) trained.answers()).scores();
        float[][] served = run(trained.models().getFirst().files().get("1/model.onnx"), heldOut);
        for (int i = 0; i < scores.length; i++) {
            assertThat((double) served[i][0]).isCloseTo(scores[i], within(1e-4));
        }
    }

    private static boolean pythonIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static float[][] run(byte[] model, JobRows rows) throws OrtException {
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(model, new OrtSession.SessionOptions());
                OnnxTensor images = OnnxTensor.createTensor(environment, rows.images());
                OnnxTensor texts = OnnxTensor.createTensor(environment, rows.texts());
                OrtSession.Result result = session.run(Map.of("IMAGE", images, "TEXT", texts))) {
            return (float[][]) result.get(0).getValue();
        }
    }
}
