package dev.tandem.inference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
}
