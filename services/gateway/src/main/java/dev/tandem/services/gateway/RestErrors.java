package dev.tandem.services.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Errors as JSON: code, type and message. */
public class RestErrors {
    private static final int NOT_FOUND = 404;

    @ServerExceptionMapper
    public Response map(TandemException error) {
        ErrorCode code = error.code();
        int status = switch (code.type()) {
            case USER -> code == ErrorCode.NOT_FOUND ? NOT_FOUND : 400;
            case INTERNAL -> 500;
            case RESOURCES -> 507;
            case EXTERNAL -> 503;
        };
        return answer(status, code, error.getMessage());
    }

    /** What the framework itself refuses: an unknown path or method, a body that cannot be read. */
    @ServerExceptionMapper
    public Response map(WebApplicationException error) {
        Optional<TandemException> known = cause(error, TandemException.class);
        if (known.isPresent()) {
            return map(known.get());
        }
        Optional<JsonProcessingException> json = cause(error, JsonProcessingException.class);
        if (json.isPresent()) {
            return answer(
                    400, ErrorCode.INVALID_ARGUMENT, "The body is not the expected JSON: " + json.get().getOriginalMessage());
        }
        int status = error.getResponse().getStatus();
        if (status == NOT_FOUND) {
            return answer(status, ErrorCode.NOT_FOUND, "There is nothing at this path; /q/openapi describes the paths that there are");
        }
        return status >= 500
                ? answer(status, ErrorCode.INTERNAL, "A defect of Tandem: " + error.getMessage())
                : answer(status, ErrorCode.INVALID_ARGUMENT, error.getMessage() + "; see /q/openapi");
    }

    private static <T extends Throwable> Optional<T> cause(Throwable error, Class<T> type) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static Response answer(int status, ErrorCode code, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Json.text(Map.of("code", code.name(), "type", code.type().name(), "message", message)))
                .build();
    }
}
