package dev.tandem.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContracts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server that the local mode embeds. */
class EmbeddedInferenceTest extends InferenceContract {
    private static EmbeddedInferenceServer server;

    /** A server reads the weights when it is first asked about a model. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @BeforeAll
    static void start() {
        server = EmbeddedInferenceServer.start("127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    String address() {
        return "127.0.0.1:" + server.port();
    }

    @Test
    void whoWaitsForAServerThatIsStartedAgainIsAnswered() throws Exception {
        EmbeddedInferenceServer first = EmbeddedInferenceServer.start("127.0.0.1", 0);
        int port = first.port();
        String address = "127.0.0.1:" + port;
        try (KServeInference client = connect(ModelContracts.load(), impatient(Duration.ofMinutes(1), PATIENCE), address);
                ExecutorService caller = Executors.newSingleThreadExecutor()) {
            float[][] before = client.embedTexts(MODEL, List.of("one"));
            first.close();
            Future<float[][]> waiting = caller.submit(() -> client.embedTexts(MODEL, List.of("one")));
            try (EmbeddedInferenceServer second = EmbeddedInferenceServer.start("127.0.0.1", port)) {
                assertThat(waiting.get()).isDeepEqualTo(before);
            }
        }
    }
}
