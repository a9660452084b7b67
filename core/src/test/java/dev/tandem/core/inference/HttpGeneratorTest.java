package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpGeneratorTest {
    private static final String KEY = "sk-very-secret";
    private static final String RIGHT = """
            {"choices": [{"message": {"role": "assistant", "content": "A cat."}, "finish_reason": "stop"}],
             "usage": {"prompt_tokens": 7, "completion_tokens": 3}}""";

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    private record Answer(int status, String body, String header, String value) {
        Answer(int status, String body) {
            this(status, body, "X-Nothing", "");
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(runnable -> Thread.ofVirtual().start(runnable));
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(Json.mapper().readTree(exchange.getRequestBody().readAllBytes()));
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = answers.isEmpty() ? new Answer(200, RIGHT) : answers.pop();
        if (answer.status() == 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set(answer.header(), answer.value());
        exchange.sendResponseHeaders(Math.max(200, answer.status()), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private HttpGenerator generator(Duration requestTimeout, int attempts) {
        InferenceSettings limits = InferenceParts.settings(requestTimeout, attempts, 2, 1 << 20);
        return new HttpGenerator(
                new HttpGeneratorSettings(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/"), Optional.of(KEY), 2_000, 1_000, limits),
                InferenceListener.NONE);
    }

    private Generation generate(Prompt prompt) {
        return generator(InferenceParts.LONG, 3).generate("writer", prompt, GenerationOptions.DEFAULT);
    }

    @Test
    void textAndCountsAreThoseOfTheAnswer() {
        GenerationOptions options = new GenerationOptions(20, 0.5, 0.9, OptionalLong.of(4), List.of("\n"));
        Generation generation = generator(InferenceParts.LONG, 1).generate("writer", Prompt.of("What is it?"), options);
        assertThat(generation.text()).isEqualTo("A cat.");
        assertThat(generation.whole()).isTrue();
        assertThat(generation.promptTokens()).hasValue(7);
        assertThat(generation.writtenTokens()).hasValue(3);
        assertThat(asked).singleElement().hasToString("""
                {"max_tokens":20,"messages":[{"content":"What is it?","role":"user"}],"model":"writer","seed":4,"stop":["\\n"],\
                "stream":false,"temperature":0.5,"top_p":0.9}""");
        assertThat(keys).containsExactly("Bearer " + KEY);
    }

    @Test
    void picturesGoBeforeTheText() {
        generate(new Prompt("What?", List.of(new Prompt.Image("image/png", new byte[] {1, 2}))));
        JsonNode content = asked.getFirst().at("/messages/0/content");
        assertThat(content.at("/0/image_url/url").asText())
                .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[] {1, 2}));
        assertThat(content.at("/1/text").asText()).isEqualTo("What?");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 408})
    void whatCanPassIsTriedAgain(int status) {
        answers.add(new Answer(status, "busy", "Retry-After", "0"));
        answers.add(new Answer(status, ""));
        assertThat(generate(Prompt.of("a")).text()).isEqualTo("A cat.");
        assertThat(asked).hasSize(3);
    }

    @Test
    void attemptsAndTimeHaveALimit() {
        for (int i = 0; i < 3; i++) {
            answers.add(new Answer(503, "key " + KEY + " is tired"));
        }
        assertFails(ErrorCode.MODEL_UNAVAILABLE, "status 503: key *** is tired").hasMessageContaining("3 attempts");
        answers.add(new Answer(0, ""));
        assertThatThrownBy(() -> generator(Duration.ofMillis(50), 1).generate("writer", Prompt.of("a"), GenerationOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void whatWouldFailAgainIsNotTriedAgain(int status) {
        answers.add(new Answer(status, "no " + KEY));
        assertFails(ErrorCode.MODEL_CONTRACT, "status " + status).hasMessageNotContaining(KEY);
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void nobodyIsFollowedToAnotherPlace(int status) {
        answers.add(new Answer(status, "", "Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions"));
        assertFails(ErrorCode.MODEL_CONTRACT, "points to another place");
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"choices\": []}", "{\"choices\": [{\"message\": {\"content\": 5}}]}"})
    void whatIsNoAnswerIsNotUsed(String body) {
        answers.add(new Answer(200, body));
        assertFails(ErrorCode.MODEL_CONTRACT, "no chat completion");
    }

    @Test
    void answersAndPromptsHaveALimit() {
        answers.add(new Answer(200, RIGHT + " ".repeat(1_000)));
        assertFails(ErrorCode.MODEL_CONTRACT, "more than 1000 bytes");
        assertThatThrownBy(() -> generate(Prompt.of("x".repeat(2_000))))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAnswerThatWasCutOffSaysSo() {
        answers.add(new Answer(200, RIGHT.replace("\"stop\"", "\"length\"").replace("7", "\"many\"")));
        Generation generation = generate(Prompt.of("a"));
        assertThat(generation.whole()).isFalse();
        assertThat(generation.promptTokens()).isEmpty();
    }

    private AbstractThrowableAssert<?, ?> assertFails(ErrorCode code, String said) {
        return assertThatThrownBy(() -> generate(Prompt.of("a")))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(said)
                .hasMessageContaining("writer");
    }
}
