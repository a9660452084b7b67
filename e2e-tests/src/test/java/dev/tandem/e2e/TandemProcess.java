package dev.tandem.e2e;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process under test, with what it has printed so far. It is killed when the test lets go of it. */
final class TandemProcess implements AutoCloseable {
    /** Far more than any command takes, so that only a command that hangs is caught by it. */
    static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

    private final Process process;
    private final Printed out;
    private final Printed err;

    private TandemProcess(Process process) {
        this.process = process;
        this.out = new Printed(process.getInputStream());
        this.err = new Printed(process.getErrorStream());
    }

    static TandemProcess start(List<String> command, Map<String, String> environment, Path folder) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TANDEM_"));
        builder.environment().putAll(environment);
        return start(builder);
    }

    static TandemProcess start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new TandemProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end. */
    Outcome outcome() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The command hangs. Printed so far:\n" + out.text() + "\n" + err.text());
            }
            return new Outcome(process.exitValue(), out.finished(), err.finished());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until a line of the output, or of the errors, fits; returns it. Ends with the process. */
    String line(Predicate<String> fits) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> find(fits) != null || !process.isAlive());
        String found = find(fits);
        if (found == null) {
            throw new AssertionError("The command ended without the line. It printed:\n" + outcome());
        }
        return found;
    }

    /** Where {@code serve} listens, as soon as it says so. */
    URI address() {
        Matcher address = ADDRESS.matcher(line(line -> line.contains("listens at")));
        if (!address.find()) {
            throw new AssertionError("'serve' does not say where it listens");
        }
        return URI.create(address.group());
    }

    private String find(Predicate<String> fits) {
        return java.util.stream.Stream.concat(out.lines.stream(), err.lines.stream()).filter(fits).findFirst().orElse(null);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: the process gets no chance to put anything in order. */
    void kill() {
        process.destroyForcibly();
        outcome();
    }

    /** Sends a signal such as {@code INT}. */
    void signal(String name) {
        TandemProcess.start(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))).outcome();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    /** Lines of a stream, as they come. */
    private static final class Printed {
        /** What the JVM says of the options that the tests give it. */
        private static final String JVM_NOTE = "NOTE: Picked up " + TandemHome.JVM_OPTIONS;

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread reader;

        Printed(InputStream stream) {
            // Reading a pipe holds its thread: a few virtual ones would hold all carriers.
            reader = Thread.ofPlatform().daemon().start(() -> {
                try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                    in.lines().filter(line -> !line.startsWith(JVM_NOTE)).forEach(lines::add);
                } catch (IOException | UncheckedIOException e) {
                    lines.add("(the stream broke: " + e.getMessage() + ")");
                }
            });
        }

        String text() {
            return String.join("\n", lines);
        }

        String finished() throws InterruptedException {
            reader.join();
            return text();
        }
    }
}
