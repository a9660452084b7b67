package dev.tandem.core.inference;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer of an endpoint that nobody vouches for.
 *
 * @param bytes of its body, up to the limit
 * @param isCutOff whether there was more
 * @param retryAfter when it wants to be asked again
 */
record HttpAnswer(int status, byte[] bytes, boolean isCutOff, Optional<Duration> retryAfter) {

    /** @throws IOException when the body does not come whole, or not in time */
    static HttpAnswer read(HttpResponse<InputStream> response, int maxBytes, Duration timeout)
            throws IOException, InterruptedException {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        try (InputStream in = response.body()) {
            Thread.ofVirtual().name("answer").start(() -> {
                try {
                    body.complete(in.readNBytes(maxBytes + 1));
                } catch (IOException e) {
                    body.completeExceptionally(e);
                }
            });
            byte[] bytes = body.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            Optional<Duration> retryAfter = response.headers().firstValue("Retry-After").flatMap(HttpAnswer::duration);
            return new HttpAnswer(response.statusCode(), bytes, bytes.length > maxBytes, retryAfter);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the answer did not come whole within " + timeout, e);
        }
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Seconds, or a date. */
    private static Optional<Duration> duration(String header) {
        try {
            if (header.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
            }
            Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration wait = Duration.between(Instant.now(), date);
            return wait.isNegative() ? Optional.empty() : Optional.of(wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
