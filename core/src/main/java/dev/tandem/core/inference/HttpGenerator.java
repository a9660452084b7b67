package dev.tandem.core.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import io.grpc.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks an endpoint of the chat completions protocol, which vLLM and others speak. Never follows it to another place, reads no more
 * than the settings allow, and waits as long as it is told to where it has too much to do. Thread-safe.
 */
public final class HttpGenerator implements Generator, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int SHOWN = 200;

    private final HttpGeneratorSettings settings;
    private final InferenceListener listener;
    private final InFlightLimit limit;
    private final URI completions;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public HttpGenerator(HttpGeneratorSettings settings, InferenceListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.limit = new InFlightLimit(settings.limits().inFlightRequests(), settings.limits().inFlightBytes());
        this.completions = URI.create(settings.base().toString().replaceAll("/+$", "") + "/chat/completions");
    }

    @Override
    public Generation generate(String model, Prompt prompt, GenerationOptions options) {
        byte[] body = Json.bytes(body(model, prompt, options));
        if (body.length > settings.maxPromptBytes()) {
            throw new TandemException(ErrorCode.TOO_LARGE, "The prompt for the model '" + model + "' takes " + body.length
                    + " bytes, more than " + settings.maxPromptBytes() + " (tandem.generation.max-prompt-bytes).");
        }
        Deadline deadline = Deadline.after(settings.limits().callTimeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return answered(model, body, deadline);
        } catch (TandemException e) {
            listener.failed(model, e.code());
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted while waiting for the model '" + model + "'", e);
        }
    }

    private Generation answered(String model, byte[] body, Deadline deadline) throws InterruptedException {
        for (int attempt = 1; true; attempt++) {
            Duration wait;
            AttemptFailedException failure;
            try (InFlightLimit.Place place = limit.enter(body.length, deadline)) {
                HttpAnswer answer = ask(model, body, deadline);
                if (answer.status() == OK) {
                    return generation(model, answer);
                }
                failure = refused(model, answer);
                wait = answer.retryAfter().orElse(Duration.ZERO);
            } catch (AttemptFailedException e) {
                failure = e;
                wait = Duration.ZERO;
            }
            if (attempt == settings.limits().attempts() || deadline.isExpired()) {
                throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + model + "' gave no answer in " + attempt
                        + (attempt == 1 ? " attempt" : " attempts") + "; the last: " + failure.getMessage()
                        + ". Check that " + completions + " answers and is not overloaded.", failure);
            }
            listener.retried(model, failure.reason());
            await(wait, attempt, deadline);
        }
    }

    private HttpAnswer ask(String model, byte[] body, Deadline deadline) throws AttemptFailedException, InterruptedException {
        long left = Math.max(1, deadline.timeRemaining(TimeUnit.MILLISECONDS));
        HttpRequest.Builder request = HttpRequest.newBuilder(completions)
                .timeout(Duration.ofMillis(Math.min(left, settings.limits().requestTimeout().toMillis())))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        String address = completions.getAuthority();
        listener.started(model, address, 1, body.length);
        long start = System.nanoTime();
        String outcome = "IO";
        try {
            // The time limit of a request ends with its headers: what follows is read within what is left.
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            HttpAnswer answer = HttpAnswer.read(response, settings.maxAnswerBytes(), settings.limits().requestTimeout());
            outcome = answer.status() == OK ? InferenceListener.OK : "HTTP_" + answer.status();
            return answer;
        } catch (IOException e) {
            throw new AttemptFailedException(Trouble.DOWN, "IO", completions + " failed with " + e);
        } finally {
            listener.ended(model, address, 1, body.length, Duration.ofNanos(System.nanoTime() - start), outcome);
        }
    }

    /** What can pass is tried again. */
    private AttemptFailedException refused(String model, HttpAnswer answer) {
        String said = "status " + answer.status() + ": " + shown(answer.text());
        return switch (answer.status()) {
            case 408, 425, 429, 500, 502, 503, 504 ->
                    new AttemptFailedException(Trouble.BUSY, "HTTP_" + answer.status(), completions + " answered with " + said);
            case 401, 403 -> throw contract(model, "refuses the key, " + said
                    + ". Set tandem.generation.key or tandem.generation.key-file to the right one.");
            case 301, 302, 303, 307, 308 -> throw contract(model, "points to another place, " + said
                    + ", which is not followed. Set tandem.generation.url to where the models are.");
            default -> throw contract(model, "answered with " + said + ". See that it serves the model under this name.");
        };
    }

    private TandemException contract(String model, String what) {
        return new TandemException(
                ErrorCode.MODEL_CONTRACT, "The endpoint " + completions + ", asked for the model '" + model + "', " + what);
    }

    private Generation generation(String model, HttpAnswer answer) {
        if (answer.isCutOff()) {
            throw contract(model, "answered with more than " + settings.maxAnswerBytes()
                    + " bytes (tandem.generation.max-answer-bytes). Ask for fewer tokens.");
        }
        try {
            JsonNode json = Json.mapper().readTree(answer.bytes());
            JsonNode choice = json.path("choices").path(0);
            JsonNode content = choice.path("message").path("content");
            if (content.isTextual() || content.isNull()) {
                return new Generation(
                        content.isNull() ? "" : content.textValue(), choice.path("finish_reason").asText("stop").equals("stop"),
                        count(json, "prompt_tokens"), count(json, "completion_tokens"));
            }
        } catch (IOException e) {
            // Told below, as other JSON is.
        }
        throw contract(model, "answered with no chat completion but with: " + shown(answer.text()));
    }

    private static OptionalInt count(JsonNode json, String field) {
        JsonNode count = json.path("usage").path(field);
        return count.canConvertToInt() && count.isIntegralNumber() ? OptionalInt.of(count.intValue()) : OptionalInt.empty();
    }

    private static Map<String, Object> body(String model, Prompt prompt, GenerationOptions options) {
        Map<String, Object> body = new LinkedHashMap<>(options.named());
        body.put("model", model);
        body.put("stream", false);
        body.put("messages", List.of(Map.of("role", "user", "content", content(prompt))));
        return body;
    }

    private static Object content(Prompt prompt) {
        if (prompt.images().isEmpty()) {
            return prompt.text();
        }
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Prompt.Image image : prompt.images()) {
            String url = "data:" + image.mediaType() + ";base64," + Base64.getEncoder().encodeToString(image.bytes());
            parts.add(Map.of("type", "image_url", "image_url", Map.of("url", url)));
        }
        parts.add(Map.of("type", "text", "text", prompt.text()));
        return parts;
    }

    /** An endpoint that says when to come again is believed, as far as there is time. */
    private void await(Duration told, int attempt, Deadline deadline) throws InterruptedException {
        Duration own = settings.limits().backoff().jittered(attempt, ThreadLocalRandom.current().nextDouble());
        Duration wait = told.compareTo(own) > 0 ? told : own;
        long nanos = Math.min(deadline.timeRemaining(TimeUnit.NANOSECONDS), wait.compareTo(settings.limits().callTimeout()) > 0
                ? Long.MAX_VALUE
                : wait.toNanos());
        TimeUnit.NANOSECONDS.sleep(nanos);
    }

    /** The beginning of what was said, on one line, and never the key. */
    private String shown(String text) {
        String line = settings.key().map(key -> text.replace(key, "***")).orElse(text).replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
