package dev.tandem.core.inference;

import io.grpc.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks a second server where the first takes long, and uses whichever answer comes first. The other call is cancelled. */
final class Hedge<T> implements AutoCloseable {
    private final Context.CancellableContext calls = Context.current().withCancellation();
    private final LinkedBlockingQueue<Outcome<T>> outcomes = new LinkedBlockingQueue<>();

    /** One way to an answer. It ends soon after the current context is cancelled. */
    @FunctionalInterface
    interface Call<T> {
        T ask() throws AttemptFailedException;
    }

    private record Outcome<T>(Optional<T> answer, Optional<AttemptFailedException> failure, Optional<RuntimeException> error) {
        T get() throws AttemptFailedException {
            if (error.isPresent()) {
                throw error.get();
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            return answer.orElseThrow();
        }
    }

    /**
     * The first answer.
     *
     * @param second another server; empty where there is none that is free
     * @throws AttemptFailedException the last failure, where no call brought an answer
     */
    static <T> T first(Duration after, Call<T> first, Supplier<Optional<Call<T>>> second)
            throws AttemptFailedException, InterruptedException {
        try (Hedge<T> hedge = new Hedge<>()) {
            hedge.start(first);
            Outcome<T> outcome = hedge.outcomes.poll(after.toNanos(), TimeUnit.NANOSECONDS);
            if (outcome != null) {
                return outcome.get();
            }
            Optional<Call<T>> other = second.get();
            other.ifPresent(hedge::start);
            outcome = hedge.outcomes.take();
            return (outcome.failure().isPresent() && other.isPresent() ? hedge.outcomes.take() : outcome).get();
        }
    }

    private void start(Call<T> call) {
        Runnable asking = () -> outcomes.add(outcome(call));
        Thread.ofVirtual().name("model call").start(calls.wrap(asking));
    }

    private static <T> Outcome<T> outcome(Call<T> call) {
        try {
            return new Outcome<>(Optional.of(call.ask()), Optional.empty(), Optional.empty());
        } catch (AttemptFailedException e) {
            return new Outcome<>(Optional.empty(), Optional.of(e), Optional.empty());
        } catch (RuntimeException e) {
            return new Outcome<>(Optional.empty(), Optional.empty(), Optional.of(e));
        }
    }

    @Override
    public void close() {
        calls.cancel(null);
    }
}
