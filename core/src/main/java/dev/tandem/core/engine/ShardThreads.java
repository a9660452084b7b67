package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A few threads that go through the shards of a step to answer questions about it. All questions share them, and a bound of what is
 * held in memory, whatever the size of shards.
 */
public final class ShardThreads {
    /** More than there are cores: a store that is not on this machine is waited for. */
    private static final int THREADS = Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 8);
    /** Rows whose features are held at a time, by all threads together; a larger shard is held alone. */
    private static final int HELD_ROWS = 1_000_000;

    private final ShardStore store;
    private final ExecutorService threads;
    private final Semaphore heldRows = new Semaphore(HELD_ROWS);

    /** @param name that the names of the threads begin with */
    public ShardThreads(ShardStore store, String name) {
        this.store = store;
        this.threads = Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    /** What one thread asks of one shard after the other. */
    @FunctionalInterface
    public interface Asking {
        /** @param position of the shard in the step */
        void ask(int position, ShardView view);
    }

    /**
     * Asks about all shards.
     *
     * @param shards keys
     * @param thread makes what a thread asks with
     * @return what the threads asked with, each about some of the shards in their order
     */
    public <T extends Asking> List<T> ask(List<Digest> shards, Supplier<T> thread) {
        AtomicInteger next = new AtomicInteger();
        List<Future<T>> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(THREADS, shards.size()); i++) {
            parts.add(threads.submit(() -> part(next, shards, thread.get())));
        }
        List<T> asked = new ArrayList<>();
        try {
            for (Future<T> part : parts) {
                asked.add(part.get());
            }
            return asked;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted", e);
        } finally {
            parts.forEach(part -> part.cancel(false));
            next.set(shards.size());
        }
    }

    /** One shard after the other, until none is left. */
    private <T extends Asking> T part(AtomicInteger next, List<Digest> shards, T asking) {
        for (int position = next.getAndIncrement(); position < shards.size(); position = next.getAndIncrement()) {
            ShardView view = store.view(shards.get(position));
            int rows = Math.min(HELD_ROWS, view.rows());
            heldRows.acquireUninterruptibly(rows);
            try {
                asking.ask(position, view);
            } finally {
                heldRows.release(rows);
            }
        }
        return asking;
    }
}
