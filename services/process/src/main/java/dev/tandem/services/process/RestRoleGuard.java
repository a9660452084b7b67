package dev.tandem.services.process;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Only a gateway answers over REST. */
public class RestRoleGuard {
    private final ProcessConfig config;

    RestRoleGuard(ProcessConfig config) {
        this.config = config;
    }

    /** A response for those who came to the wrong process; null goes on. */
    @ServerRequestFilter
    public Response refuse(ContainerRequestContext request) {
        return config.roles().contains(Role.GATEWAY) ? null : Response.status(Response.Status.NOT_FOUND).build();
    }
}
