package dev.tandem.core.process;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process of ours that does what must not harm this one: asked one thing at a time, over its standard input and output,
 * each way a length and as many bytes. The pipes are read and written by a thread of the worker's own, so that whoever asks
 * never waits longer than it wants to.
 */
public final class WorkerProcess implements AutoCloseable {
    /** What any process needs; keys and passwords of Tandem stand in other variables. */
    public static final List<String> ENVIRONMENT =
            List.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV");
    /** Exit codes above this are signals. */
    private static final int SIGNAL = 128;

    private final Process process;
    private final ExecutorService pipes;
    private final WorkerLog log;
    private final DataOutputStream questions;
    private final DataInputStream answers;
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile long lastUsed = System.nanoTime();

    private WorkerProcess(String name, Process process) {
        this.process = process;
        this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.answers = new DataInputStream(process.getInputStream());
        this.log = WorkerLog.of(name, process.getErrorStream());
        this.pipes = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name + "-" + process.pid()).factory());
    }

    /**
     * Starts a process.
     *
     * @param name of its threads and its log, such as {@code operator.shout}
     * @param command of this process's environment it gets {@link #ENVIRONMENT} alone
     * @param inherited further variables that it gets as they are here
     * @param set variables that it gets beside
     * @throws IOException when the program cannot be started
     */
    public static WorkerProcess start(String name, ProcessBuilder command, List<String> inherited, Map<String, String> set)
            throws IOException {
        command.environment().keySet().removeIf(known -> !ENVIRONMENT.contains(known) && !inherited.contains(known));
        command.environment().putAll(set);
        return new WorkerProcess(name, command.start());
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param media what follows the question
     * @param limit longest wait; then the process is ended
     * @param answerBytes most that is taken for an answer
     */
    public byte[] ask(byte[] question, List<byte[]> media, Duration limit, int answerBytes) throws WorkerFaultException {
        Future<byte[]> answer = pipes.submit(() -> {
            questions.writeInt(question.length);
            questions.write(question);
            for (byte[] medium : media) {
                questions.write(medium);
            }
            questions.flush();
            return read(answerBytes);
        });
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            close();
            throw new WorkerFaultException(
                    WorkerFaultException.Kind.LATE, "took longer than its " + limit.toMillis() / 1000.0 + " seconds");
        } catch (ExecutionException e) {
            WorkerFaultException fault = e.getCause() instanceof WorkerFaultException known
                    ? known
                    : new WorkerFaultException(WorkerFaultException.Kind.ENDED, end());
            close();
            throw fault;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted", e);
        }
    }

    private byte[] read(int most) throws IOException, WorkerFaultException {
        int length = answers.readInt();
        if (length < 0 || length > most) {
            throw new WorkerFaultException("answered with more than the " + most + " bytes that an answer may have");
        }
        byte[] answer = answers.readNBytes(length);
        if (answer.length < length) {
            throw new EOFException();
        }
        return answer;
    }

    /** How the process ended, in a phrase. */
    private String end() {
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                return "closed its output";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was interrupted";
        }
        int code = process.exitValue();
        return code > SIGNAL ? "was ended by signal " + (code - SIGNAL) : "ended with exit code " + code;
    }

    /** What the process ended with; empty while it lives. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** The last line that the process printed, for a message; empty when it printed nothing. */
    public String lastWords() {
        return log.lastLine().map(line -> " (" + line + ")").orElse("");
    }

    void used() {
        lastUsed = System.nanoTime();
    }

    boolean idleFor(Duration time) {
        return System.nanoTime() - lastUsed >= time.toNanos();
    }

    /** Whether nobody looks yet whether the worker is still used; from now on, the caller does. */
    boolean watch() {
        return watched.compareAndSet(false, true);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process and all that it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        pipes.shutdownNow();
    }
}
