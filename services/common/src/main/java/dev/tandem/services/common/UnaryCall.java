package dev.tandem.services.common;

import dev.tandem.core.rpc.RpcErrors;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** A call that is answered with one message, or with the status of what went wrong. */
public final class UnaryCall {
    private UnaryCall() {}

    public static <R> void answer(StreamObserver<R> out, Supplier<R> work) {
        try {
            out.onNext(work.get());
            out.onCompleted();
        } catch (RuntimeException e) {
            out.onError(RpcErrors.status(e));
        }
    }
}
