package dev.tandem.core.rpc;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.ErrorType;
import dev.tandem.core.error.TandemException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Optional;

/** Errors keep their code across gRPC: it travels beside the status, and comes back as the same {@link TandemException}. */
public final class RpcErrors {
    private static final Metadata.Key<String> CODE = Metadata.Key.of("tandem-code", Metadata.ASCII_STRING_MARSHALLER);

    private RpcErrors() {}

    /** What a service answers with. */
    public static StatusRuntimeException status(Throwable error) {
        ErrorCode code = code(error);
        String message = error instanceof TandemException ? error.getMessage() : "A defect of Tandem: " + error;
        Metadata trailers = new Metadata();
        trailers.put(CODE, code.name());
        return base(code).withDescription(message).withCause(error).asRuntimeException(trailers);
    }

    /** What is told of an error; anything unexpected is a defect. */
    public static ErrorCode code(Throwable error) {
        return error instanceof TandemException known ? known.code() : ErrorCode.INTERNAL;
    }

    /** What a client makes of an answer; a code that this version does not know keeps its message. */
    public static TandemException exception(StatusRuntimeException status, String service) {
        String name = status.getTrailers() == null ? null : status.getTrailers().get(CODE);
        Optional<ErrorCode> code =
                Arrays.stream(ErrorCode.values()).filter(known -> known.name().equals(name)).findFirst();
        if (code.isPresent()) {
            return new TandemException(code.get(), String.valueOf(status.getStatus().getDescription()), status);
        }
        return switch (status.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED -> new TandemException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The service '" + service + "' did not answer: " + status.getStatus() + ". It is tried again.",
                    status);
            default -> new TandemException(
                    ErrorCode.INTERNAL, "The service '" + service + "' failed: " + status.getStatus(), status);
        };
    }

    private static Status base(ErrorCode code) {
        if (code == ErrorCode.NOT_FOUND) {
            return Status.NOT_FOUND;
        }
        return switch (code.type()) {
            case ErrorType.USER -> Status.INVALID_ARGUMENT;
            case ErrorType.INTERNAL -> Status.INTERNAL;
            case ErrorType.RESOURCES -> Status.RESOURCE_EXHAUSTED;
            case ErrorType.EXTERNAL -> Status.UNAVAILABLE;
        };
    }
}
