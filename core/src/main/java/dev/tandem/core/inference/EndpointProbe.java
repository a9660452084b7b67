package dev.tandem.core.inference;

import dev.tandem.core.error.TandemException;
import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.ModelMetadataRequest;
import inference.ModelReadyRequest;
import inference.ServerReadyRequest;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asks an endpoint whether it is ready for a model, and whether the model is the one that the contract means. */
final class EndpointProbe {
    private static final long CONNECT_MILLIS = 1_000;

    /** What a server says of a model that it does not have; Triton the second of one that was unloaded. */
    private static final Set<Status.Code> UNKNOWN = Set.of(Status.Code.NOT_FOUND, Status.Code.UNAVAILABLE, Status.Code.INVALID_ARGUMENT);

    private final ModelContract contract;
    private final List<String> names;
    private final Duration timeout;

    /** @param names by which servers may have it, the most exact first */
    EndpointProbe(ModelContract contract, List<String> names, Duration timeout) {
        this.contract = contract;
        this.names = names;
        this.timeout = timeout;
    }

    /**
     * Returns when the endpoint can be used, with the name by which it has the model.
     *
     * @throws AttemptFailedException when it cannot be used now
     * @throws TandemException {@link dev.tandem.core.error.ErrorCode#MODEL_CONTRACT} when its model is another one
     */
    String check(Endpoint endpoint) throws AttemptFailedException {
        String where = "the model server at " + endpoint.address();
        reconnect(endpoint);
        try {
            if (!stub(endpoint).serverReady(ServerReadyRequest.getDefaultInstance()).getReady()) {
                throw new AttemptFailedException(Trouble.DOWN, "NOT_READY", where + " says that it is not ready");
            }
            String name = verified(endpoint);
            if (!stub(endpoint).modelReady(ModelReadyRequest.newBuilder().setName(name).build()).getReady()) {
                throw new AttemptFailedException(Trouble.DOWN, "NOT_READY", where + " says that the model is not ready");
            }
            return name;
        } catch (StatusRuntimeException e) {
            AttemptFailedException failure = AttemptFailedException.of(e.getStatus(), where);
            if (failure.trouble() == Trouble.CONTRACT) {
                throw ModelMetadataCheck.notServed(contract, endpoint.address(), e.getStatus());
            }
            throw failure;
        }
    }

    /** Before readiness, as a model that a server does not have is "not ready" for ever. */
    private String verified(Endpoint endpoint) {
        for (String name : names.subList(0, names.size() - 1)) {
            try {
                return verified(endpoint, name);
            } catch (StatusRuntimeException e) {
                if (!UNKNOWN.contains(e.getStatus().getCode())) {
                    throw e;
                }
            }
        }
        return verified(endpoint, names.getLast());
    }

    private String verified(Endpoint endpoint, String name) {
        ModelMetadataCheck.verify(
                contract, endpoint.address(), stub(endpoint).modelMetadata(ModelMetadataRequest.newBuilder().setName(name).build()));
        return name;
    }

    /**
     * A channel that failed waits up to two minutes by itself before it connects again, and refuses calls until then. The pool
     * has waited already, so that the server may well be back.
     */
    private void reconnect(Endpoint endpoint) {
        if (endpoint.channel() instanceof ManagedChannel channel
                && channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
            try {
                stub(endpoint)
                        .withDeadlineAfter(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                        .withWaitForReady()
                        .serverReady(ServerReadyRequest.getDefaultInstance());
            } catch (StatusRuntimeException e) {
                // What is wrong is better told by the question that follows, which does not wait.
            }
        }
    }

    private GRPCInferenceServiceBlockingStub stub(Endpoint endpoint) {
        return GRPCInferenceServiceGrpc.newBlockingStub(endpoint.channel())
                .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
