package dev.tandem.e2e;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Plain HTTP calls to a gateway. */
record GatewayCalls(URI base, HttpClient http) {

    GatewayCalls(URI base) {
        this(base, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /** What came back. */
    record Answer(int status, String contentType, byte[] bytes) {
        JsonNode json() {
            return Json.read(bytes, JsonNode.class);
        }

        <T> T json(TypeReference<T> type) {
            return Json.read(bytes, type);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, Object json) {
        return postText(path, json instanceof String text ? text : Json.text(json));
    }

    private Answer postText(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    Answer put(String path, byte[] bytes) {
        return send(request(path).PUT(BodyPublishers.ofByteArray(bytes)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    RunRecord run(String name) {
        return Json.read(get("/api/v1/runs/" + name).bytes(), RunRecord.class);
    }

    /** Uploads a file as an input; returns the input's digest. */
    String input(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            Digest digest = Digest.of(bytes);
            put("/api/v1/inputs/files/" + digest, bytes);
            return post("/api/v1/inputs", Map.of("format", 1, "files", List.of(Map.of(
                            "name", file.getFileName().toString(), "digest", digest, "size", bytes.length))))
                    .json()
                    .get("input")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.timeout(TandemProcess.PATIENCE).build(), BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
