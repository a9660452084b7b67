package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import io.grpc.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Waits for several models at a time: what they write takes seconds, and is worked on in the order of what it is of. */
public final class Concurrently {
    private static final int WIDTH = 8;

    private Concurrently() {}

    /**
     * What {@code work} gives for 0, 1 and so on, in this order. After an error nothing more is begun; what is under way ends first, as
     * answers that are on their way are paid for.
     *
     * @param work called by several threads
     */
    public static <T> List<T> of(int count, IntFunction<T> work) {
        if (count == 1) {
            return List.of(work.apply(0));
        }
        List<T> results = new ArrayList<>(Collections.nCopies(count, null));
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Context context = Context.current();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < Math.min(WIDTH, count); worker++) {
                workers.add(threads.submit(context.wrap(() -> {
                    for (int i = next.getAndIncrement(); i < count && !stop.get(); i = next.getAndIncrement()) {
                        boolean done = false;
                        try {
                            T result = work.apply(i);
                            synchronized (results) {
                                results.set(i, result);
                            }
                            done = true;
                        } finally {
                            if (!done) {
                                stop.set(true);
                            }
                        }
                    }
                })));
            }
            await(workers);
        }
        return results;
    }

    private static void await(List<Future<?>> workers) {
        RuntimeException failure = null;
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                RuntimeException cause = e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
                failure = failure == null ? cause : failure;
            } catch (InterruptedException e) {
                workers.forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new TandemException(ErrorCode.CANCELLED, "Interrupted while waiting for models", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
