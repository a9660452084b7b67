package dev.tandem.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** The same work on many things, side by side. */
final class Tasks {
    private Tasks() {}

    /** Work on one thing. */
    @FunctionalInterface
    interface Work<I, T> {
        T of(I thing) throws Exception;
    }

    /** The results, in the order of the things. */
    static <I, T> List<T> all(ExecutorService threads, List<I> things, Work<I, T> work)
            throws InterruptedException, ExecutionException {
        List<Future<T>> started = new ArrayList<>();
        for (I thing : things) {
            started.add(threads.submit(() -> work.of(thing)));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> done : started) {
            results.add(done.get());
        }
        return results;
    }
}
