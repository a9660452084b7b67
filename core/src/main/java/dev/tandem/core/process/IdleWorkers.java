package dev.tandem.core.process;

import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Workers that wait for the next question, each for a while; then it is ended. */
public final class IdleWorkers implements AutoCloseable {
    /** Long enough for the next shard, so that what a worker has to load is loaded seldom. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("idle-workers").factory());

    private final Deque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** One that answered before, if there is one; it is the caller's now. */
    public Optional<WorkerProcess> take() {
        return Optional.ofNullable(idle.pollFirst());
    }

    /** Takes back a worker that answered as it should. */
    public void keep(WorkerProcess worker) {
        worker.used();
        idle.addFirst(worker);
        if (closed) {
            close();
        } else if (worker.watch()) {
            expireLater(worker);
        }
    }

    /** Ends a worker that nobody asked for a while; one that is being asked is looked at again. */
    private void expireLater(WorkerProcess worker) {
        TIMER.schedule(() -> {
            if (worker.idleFor(KEPT) && idle.remove(worker)) {
                worker.close();
            } else if (worker.isAlive()) {
                expireLater(worker);
            }
        }, KEPT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Ends all that wait, and those that are kept from now on. */
    @Override
    public void close() {
        closed = true;
        for (WorkerProcess worker = idle.poll(); worker != null; worker = idle.poll()) {
            worker.close();
        }
    }
}
