package dev.tandem.training.job.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a trainer prints: lines with its progress, {@code {"done": 3, "of": 20}}, and others, of which the end is kept. */
final class TrainerLog {
    private static final int LINE_CHARACTERS = 1000;
    private static final int KEPT_CHARACTERS = 200_000;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reading;
    private int characters;
    private String lastLine = "";
    private long done;
    private long of;
    private volatile long lastHeard = System.nanoTime();

    /** Reads until nobody writes any more. */
    TrainerLog(String name, InputStream printed) {
        this.reading = Thread.ofPlatform().daemon().name("trainer-" + name + "-log").start(() -> read(printed));
    }

    private void read(InputStream printed) {
        StringBuilder line = new StringBuilder();
        try (Reader reader = new InputStreamReader(printed, StandardCharsets.UTF_8)) {
            char[] buffer = new char[8192];
            for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        add(line);
                    } else if (line.length() < LINE_CHARACTERS) {
                        line.append(buffer[i]);
                    }
                }
            }
        } catch (IOException e) {
            // The process was ended; what it printed last is told all the same.
        }
        add(line);
    }

    private synchronized void add(StringBuilder printed) {
        String line = printed.toString().strip();
        printed.setLength(0);
        if (line.isEmpty()) {
            return;
        }
        lastHeard = System.nanoTime();
        if (progress(line)) {
            return;
        }
        lastLine = line;
        lines.addLast(line);
        characters += line.length() + 1;
        while (characters > KEPT_CHARACTERS) {
            characters -= lines.removeFirst().length() + 1;
        }
    }

    private boolean progress(String line) {
        if (!line.startsWith("{")) {
            return false;
        }
        try {
            JsonNode json = Json.mapper().readTree(line);
            if (json.path("done").canConvertToLong() && json.path("of").canConvertToLong()) {
                done = Math.max(0, json.path("done").longValue());
                of = Math.max(done, json.path("of").longValue());
                return true;
            }
        } catch (JsonProcessingException e) {
            // Something else that begins so.
        }
        return false;
    }

    synchronized long done() {
        return done;
    }

    synchronized long of() {
        return of;
    }

    /** Nanoseconds since the last line, or since the beginning. */
    long silence() {
        return System.nanoTime() - lastHeard;
    }

    /** In brackets, for a message; empty where nothing was printed. */
    synchronized String lastWords() {
        return lastLine.isEmpty() ? "" : " (" + lastLine + ")";
    }

    /** Waits a moment for what the ended process had still printed. */
    void drain() throws InterruptedException {
        reading.join(java.time.Duration.ofSeconds(2));
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
