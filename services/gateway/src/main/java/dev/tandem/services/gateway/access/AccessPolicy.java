package dev.tandem.services.gateway.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Lets callers in who have said who they are, over REST and gRPC alike. Health and metrics are for everybody. */
@Singleton
public final class AccessPolicy implements HttpSecurityPolicy {
    private final boolean open;

    AccessPolicy(AccessConfig config) {
        open = config.mode().orElse(AccessConfig.Mode.NONE) == AccessConfig.Mode.NONE;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext context, Uni<SecurityIdentity> identity, AuthorizationRequestContext request) {
        String path = context.normalizedPath();
        if (open || path.startsWith("/q/health") || path.equals("/q/metrics")) {
            return CheckResult.permit();
        }
        return identity.map(caller -> caller.isAnonymous() ? CheckResult.DENY : CheckResult.PERMIT);
    }
}
