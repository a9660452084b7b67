package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.rpc.RpcErrors;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Calls a service that answers with a stream: every message is a heartbeat that says how many samples are done, and
 * cancelling the activity closes the call.
 */
final class ServiceStream {
    /** Progress comes twice a second, but a batch through a slow model can take minutes, and its retries some more. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("silent-services").factory());

    private ServiceStream() {}

    /**
     * The last message.
     *
     * @param samples how many samples are done by a message
     * @throws TandemException {@code SERVICE_UNAVAILABLE} when the service does not answer, or falls silent
     */
    static <R> R last(String service, Supplier<Iterator<R>> call, ToLongFunction<R> samples) {
        return last(service, call, samples, SILENCE);
    }

    static <R> R last(String service, Supplier<Iterator<R>> call, ToLongFunction<R> samples, Duration silence) {
        return coded(() -> {
            Context.CancellableContext context = Context.current().withCancellation();
            Context previous = context.attach();
            Supplier<ScheduledFuture<?>> watch =
                    () -> TIMER.schedule(() -> context.cancel(new TimeoutException()), silence.toMillis(), TimeUnit.MILLISECONDS);
            ScheduledFuture<?> silent = watch.get();
            try {
                Iterator<R> messages = call.get();
                R last = null;
                while (messages.hasNext()) {
                    silent.cancel(false);
                    last = messages.next();
                    Activity.getExecutionContext().heartbeat(samples.applyAsLong(last));
                    silent = watch.get();
                }
                return last;
            } catch (StatusRuntimeException e) {
                if (context.cancellationCause() instanceof TimeoutException) {
                    throw new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "The service '" + service + "' has told no progress for "
                            + silence.toSeconds() + " seconds. It is tried again.", e);
                }
                throw RpcErrors.exception(e, service);
            } finally {
                silent.cancel(false);
                context.detach(previous);
                context.cancel(null);
            }
        });
    }

    static <R> R single(String service, Supplier<R> call) {
        return coded(() -> {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                throw RpcErrors.exception(e, service);
            }
        });
    }

    /** Gives errors their code as the failure's type; the error's own type decides whether it is tried again. */
    static <R> R coded(Supplier<R> work) {
        try {
            return work.get();
        } catch (TandemException e) {
            throw e.code().type().retryable()
                    ? ApplicationFailure.newFailureWithCause(e.getMessage(), e.code().name(), e)
                    : ApplicationFailure.newNonRetryableFailureWithCause(e.getMessage(), e.code().name(), e);
        }
    }
}
