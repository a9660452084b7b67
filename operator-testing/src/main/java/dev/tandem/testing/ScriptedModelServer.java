package dev.tandem.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.core.inference.Growth;
import dev.tandem.core.inference.HttpGenerator;
import dev.tandem.core.inference.HttpGeneratorSettings;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A model server of the chat completions protocol, on a port of this machine, that does what a script says. */
public final class ScriptedModelServer implements AutoCloseable {
    private static final Growth NO_WAIT = new Growth(Duration.ofMillis(1), Duration.ofMillis(2));
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 1 << 20;

    private final Script script;
    private final HttpServer server;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Asked> asked = new ArrayList<>();
    private final Map<String, Integer> before = new HashMap<>();

    /**
     * A question that came.
     *
     * @param images how many pictures it has
     * @param seed 0 where there is none
     * @param before how often the same prompt came before, with whatever seed
     */
    public record Asked(String model, String prompt, int images, long seed, double temperature, int before) {}

    /** What is done with a question. */
    public sealed interface Reply {
        /** An answer. */
        record Says(String text) implements Reply {}

        /** An answer that is cut off in the middle by its greatest length. */
        record CutOff(String text) implements Reply {}

        /** Something that is no chat completion. */
        record Body(String body) implements Reply {}

        /** An error of HTTP. */
        record Status(int status) implements Reply {}

        /** An answer that comes when nobody waits any more. */
        record Late(String text, Duration after) implements Reply {}

        /** The connection is held, and nothing comes. */
        record Never() implements Reply {}
    }

    /** Says what is done; called by several threads. */
    @FunctionalInterface
    public interface Script {
        Reply reply(Asked question);

        /** Always an answer. */
        static Script says(Function<Asked, String> text) {
            return question -> new Reply.Says(text.apply(question));
        }
    }

    public ScriptedModelServer(Script script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    /** Where it is, for {@code tandem.generation.url}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** A client with one attempt. */
    public HttpGenerator generator(Duration patience) {
        InferenceSettings limits = new InferenceSettings(patience, LONG, LONG, LONG, 1, NO_WAIT, NO_WAIT, 16, MOST_BYTES);
        return new HttpGenerator(
                new HttpGeneratorSettings(url(), Optional.empty(), MOST_BYTES, MOST_BYTES, limits), InferenceListener.NONE);
    }

    /** All questions up to now, in the order in which they came. */
    public List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked question = question(Json.mapper().readTree(exchange.getRequestBody().readAllBytes()));
            switch (script.reply(question)) {
                case Reply.Says(String text) -> send(exchange, 200, completion(question, text, "stop"));
                case Reply.CutOff(String text) -> send(exchange, 200, completion(question, text, "length"));
                case Reply.Body(String body) -> send(exchange, 200, body);
                case Reply.Status(int status) -> send(exchange, status, "status " + status);
                case Reply.Late(String text, Duration after) -> {
                    hold(after);
                    send(exchange, 200, completion(question, text, "stop"));
                }
                case Reply.Never() -> hold(LONG);
            }
        }
    }

    private Asked question(JsonNode body) {
        JsonNode content = body.at("/messages/0/content");
        StringBuilder prompt = new StringBuilder(content.isTextual() ? content.textValue() : "");
        int images = 0;
        for (JsonNode part : content.isArray() ? content : Json.mapper().createArrayNode()) {
            prompt.append(part.path("text").asText(""));
            images += part.has("image_url") ? 1 : 0;
        }
        synchronized (asked) {
            int times = before.merge(prompt.toString(), 1, Integer::sum) - 1;
            Asked question = new Asked(
                    body.path("model").asText(), prompt.toString(), images, body.path("seed").asLong(),
                    body.path("temperature").asDouble(), times);
            asked.add(question);
            return question;
        }
    }

    /** Words are its tokens. */
    private static String completion(Asked question, String text, String reason) {
        return Json.text(Map.of(
                "choices", List.of(Map.of("message", Map.of("role", "assistant", "content", text), "finish_reason", reason)),
                "usage", Map.of("prompt_tokens", words(question.prompt()), "completion_tokens", words(text))));
    }

    private static int words(String text) {
        return text.strip().split("\\s+").length;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void hold(Duration time) {
        try {
            end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
