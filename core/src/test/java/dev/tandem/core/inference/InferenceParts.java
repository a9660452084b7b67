package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Clients of {@link FakeModelServer}s, with waits that a test does not notice. */
final class InferenceParts {
    static final Growth SHORT = new Growth(Duration.ofMillis(1), Duration.ofMillis(5));
    static final Duration LONG = Duration.ofMinutes(2);

    private InferenceParts() {}

    static InferenceSettings settings() {
        return settings(LONG, 4, 16, 1 << 20);
    }

    static InferenceSettings settings(Duration requestTimeout, int attempts, int requests, int bytes) {
        return new InferenceSettings(requestTimeout, LONG, LONG, LONG, attempts, SHORT, SHORT, requests, bytes);
    }

    static KServeInference client(InferenceSettings settings, FakeModelServer... servers) {
        return client(settings, InferenceListener.NONE, servers);
    }

    /** Servers are named {@code server-0:8001} and so on. */
    static KServeInference client(InferenceSettings settings, InferenceListener listener, FakeModelServer... servers) {
        return client(FakeModelServer.contracts(), settings, listener, servers);
    }

    static KServeInference client(
            ModelContracts contracts, InferenceSettings settings, InferenceListener listener, FakeModelServer... servers) {
        Map<String, io.grpc.Channel> channels = new LinkedHashMap<>();
        for (FakeModelServer server : servers) {
            channels.put("server-" + channels.size() + ":8001", server.channel());
        }
        return new KServeInference(channels, contracts, settings, listener);
    }

    static List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("a text with the number " + i);
        }
        return texts;
    }

    static float[][] vectors(List<String> texts) {
        return texts.stream().map(FakeModelServer::vector).toArray(float[][]::new);
    }

    /** Notes what a client says, one line each. */
    static final class Notes implements InferenceListener {
        final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void started(String model, String endpoint, int rows, long bytes) {
            lines.add("started " + endpoint);
        }

        @Override
        public void ended(String model, String endpoint, int rows, long bytes, Duration took, String outcome) {
            lines.add("ended " + outcome);
        }

        @Override
        public void retried(String model, String reason) {
            lines.add("retried " + reason);
        }

        @Override
        public void failed(String model, ErrorCode code) {
            lines.add("failed " + code);
        }

        @Override
        public void health(String model, String endpoint, boolean healthy) {
            lines.add((healthy ? "healthy " : "aside ") + endpoint);
        }
    }
}
