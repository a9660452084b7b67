package dev.tandem.services.common;

import dev.tandem.core.rpc.CallOrigin;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;

/** Makes known to a service for which run, step and shard it is called. */
@Singleton
@GlobalInterceptor
public final class CallOriginReceiver implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return CallOrigin.of(headers)
                .map(origin -> Context.current().withValue(CallOrigin.CURRENT, origin))
                .map(context -> Contexts.interceptCall(context, call, headers, next))
                .orElseGet(() -> next.startCall(call, headers));
    }
}
