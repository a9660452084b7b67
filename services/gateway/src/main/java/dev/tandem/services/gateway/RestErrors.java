package dev.tandem.services.gateway;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Errors as JSON: code, type and message. */
public class RestErrors {

    @ServerExceptionMapper
    public Response map(TandemException error) {
        ErrorCode code = error.code();
        int status = switch (code.type()) {
            case USER -> code == ErrorCode.NOT_FOUND ? 404 : 400;
            case INTERNAL -> 500;
            case RESOURCES -> 507;
            case EXTERNAL -> 503;
        };
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Json.text(Map.of("code", code.name(), "type", code.type().name(), "message", error.getMessage())))
                .build();
    }
}
