package dev.tandem.workflows;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.rpc.RpcErrors;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Calls a service that answers with a stream: every message is a heartbeat that says how many samples are done, and
 * cancelling the activity closes the call.
 */
final class ServiceStream {
    private ServiceStream() {}

    /**
     * The last message.
     *
     * @param samples how many samples are done by a message
     */
    static <R> R last(String service, Supplier<Iterator<R>> call, ToLongFunction<R> samples) {
        return coded(() -> {
            Context.CancellableContext context = Context.current().withCancellation();
            Context previous = context.attach();
            try {
                Iterator<R> messages = call.get();
                R last = null;
                while (messages.hasNext()) {
                    last = messages.next();
                    Activity.getExecutionContext().heartbeat(samples.applyAsLong(last));
                }
                return last;
            } catch (StatusRuntimeException e) {
                throw RpcErrors.exception(e, service);
            } finally {
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
