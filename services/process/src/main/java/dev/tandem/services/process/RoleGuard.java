package dev.tandem.services.process;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;
import java.util.Set;

/** Refuses calls to services that this process does not play: one binary, but each process serves its own roles only. */
@Singleton
@GlobalInterceptor
public final class RoleGuard implements ServerInterceptor {
    private final Set<Role> roles;

    RoleGuard(ProcessConfig config) {
        this.roles = Set.copyOf(config.roles());
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String service = call.getMethodDescriptor().getServiceName();
        if (Role.of(service).filter(role -> !roles.contains(role)).isPresent()) {
            call.close(
                    Status.UNIMPLEMENTED.withDescription("This process plays " + roles + " and does not serve " + service
                            + ". Check the address in tandem.process.services.*"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }
}
