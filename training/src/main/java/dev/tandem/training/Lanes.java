package dev.tandem.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that share out the rows of a table. A row belongs to one thread, which works on it in the same way as any other would:
 * results never depend on how many there are.
 */
public final class Lanes implements AutoCloseable {
    private final int threads;
    private final ExecutorService others;

    /** @param threads that work at the same time, the calling one among them */
    public Lanes(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, found " + threads);
        }
        this.threads = threads;
        this.others = Executors.newFixedThreadPool(threads, work -> Thread.ofPlatform().daemon().name("training-lane").unstarted(work));
    }

    /** As many as the machine has cores. */
    public static Lanes ofCores() {
        return new Lanes(Runtime.getRuntime().availableProcessors());
    }

    /** Work on rows. */
    @FunctionalInterface
    public interface Rows {
        void work(int from, int to);
    }

    /** Does the work on all rows, and returns when it is done. */
    public void each(int rows, Rows work) {
        int parts = Math.min(threads, rows);
        List<Callable<Void>> shares = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            int from = (int) ((long) rows * part / parts);
            int to = (int) ((long) rows * (part + 1) / parts);
            shares.add(() -> {
                work.work(from, to);
                return null;
            });
        }
        List<Future<Void>> running = new ArrayList<>();
        shares.forEach(share -> running.add(others.submit(share)));
        try {
            work.work(0, parts == 0 ? 0 : rows / parts);
        } finally {
            running.forEach(Lanes::await);
        }
    }

    private static void await(Future<Void> running) {
        boolean interrupted = false;
        while (true) {
            try {
                running.get();
                break;
            } catch (InterruptedException e) {
                // The others still write into the rows: whoever interrupts waits for these few milliseconds.
                interrupted = true;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
