package dev.tandem.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a worker prints, in the log of this process: lines are cut, and of too many in a minute some are left out. */
final class WorkerLog {
    private static final int LINE_CHARACTERS = 1000;
    private static final int LINES_OF_MINUTE = 200;

    private final String name;
    private volatile String lastLine = "";
    private long minute;
    private int lines;

    private WorkerLog(String name) {
        this.name = name;
    }

    /** Reads until the process ends. */
    static WorkerLog of(String name, InputStream printed) {
        WorkerLog log = new WorkerLog(name);
        Thread.ofPlatform().daemon().name(name + "-log").start(() -> log.read(printed));
        return log;
    }

    Optional<String> lastLine() {
        return Optional.of(lastLine).filter(line -> !line.isEmpty());
    }

    private void read(InputStream printed) {
        StringBuilder line = new StringBuilder();
        try (Reader reader = new InputStreamReader(printed, StandardCharsets.UTF_8)) {
            char[] buffer = new char[8192];
            for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        tell(line);
                    } else if (line.length() < LINE_CHARACTERS) {
                        line.append(buffer[i]);
                    }
                }
            }
        } catch (IOException e) {
            // The process was ended; what it printed last is told all the same.
        }
        tell(line);
    }

    private void tell(StringBuilder line) {
        String text = line.toString().strip();
        line.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        lastLine = text;
        long now = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
        if (now != minute) {
            minute = now;
            lines = 0;
        }
        if (lines++ < LINES_OF_MINUTE) {
            log(text);
        } else if (lines == LINES_OF_MINUTE + 1) {
            log("(more was printed within this minute)");
        }
    }

    private void log(String text) {
        System.getLogger("dev.tandem." + name).log(System.Logger.Level.WARNING, text);
    }
}
