package dev.tandem.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContracts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server that the local mode embeds. */
class EmbeddedInferenceTest extends InferenceContract {
    private static EmbeddedInferenceServer server;

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
    void aServerThatIsStartedAgainIsUsedAgain() {
        EmbeddedInferenceServer first = EmbeddedInferenceServer.start("127.0.0.1", 0);
        int port = first.port();
        String address = "127.0.0.1:" + port;
        try (KServeInference client = connect(ModelContracts.load(), impatient(Duration.ofMinutes(1)), address)) {
            float[][] before = client.embedTexts(MODEL, List.of("one"));
            first.close();
            await().untilAsserted(() -> assertUnavailable(client, address));
            try (EmbeddedInferenceServer second = EmbeddedInferenceServer.start("127.0.0.1", port)) {
                await().ignoreException(TandemException.class)
                        .untilAsserted(() -> assertThat(client.embedTexts(MODEL, List.of("one"))).isDeepEqualTo(before));
            }
        }
    }
}
