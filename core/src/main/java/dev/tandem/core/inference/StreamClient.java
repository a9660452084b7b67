package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks one model that writes a piece at a time (a decoupled model of Triton): one request, as many answers as it likes. Its contract
 * has the prompt as the text {@code prompt} or {@code text}, and may have the options as the text {@code options}, JSON. Thread-safe.
 */
final class StreamClient {
    private final ModelContract contract;
    private final InferenceSettings settings;
    private final InFlightLimit limit;
    private final InferenceListener listener;
    private final EndpointPool endpoints;

    /** @param names by which servers may have the model, the most exact first */
    StreamClient(
            ModelContract contract,
            List<String> names,
            List<Endpoint> endpoints,
            InferenceSettings settings,
            InFlightLimit limit,
            InferenceListener listener) {
        this.contract = contract;
        this.settings = settings;
        this.limit = limit;
        this.listener = listener;
        this.endpoints = new EndpointPool(contract, names, endpoints, settings, listener);
    }

    Generation generate(Prompt prompt, GenerationOptions options) {
        int size = request(contract.name(), prompt, options).getSerializedSize();
        Deadline deadline = Deadline.after(settings.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            for (int attempt = 1; true; attempt++) {
                try (InFlightLimit.Place place = limit.enter(size, deadline);
                        EndpointPool.Lease lease = endpoints.lease(deadline)) {
                    return ask(lease, request(lease.servedAs(), prompt, options), deadline);
                } catch (AttemptFailedException e) {
                    retry(attempt, e, deadline);
                }
            }
        } catch (TandemException e) {
            listener.failed(contract.name(), e.code());
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted while waiting for the model '" + contract.name() + "'", e);
        }
    }

    private void retry(int attempt, AttemptFailedException failure, Deadline deadline) throws InterruptedException {
        if (Context.current().isCancelled()) {
            throw new CancellationException("The caller went away");
        }
        if (attempt == settings.attempts() || deadline.isExpired()) {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + contract.name() + "' wrote nothing in " + attempt
                    + (attempt == 1 ? " attempt" : " attempts") + "; the last: " + failure.getMessage()
                    + ". Check that the servers of tandem.inference.endpoint run and are not overloaded.", failure);
        }
        listener.retried(contract.name(), failure.reason());
        Duration wait = settings.backoff().jittered(attempt, ThreadLocalRandom.current().nextDouble());
        TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }

    private Generation ask(EndpointPool.Lease lease, ModelInferRequest request, Deadline deadline)
            throws AttemptFailedException, InterruptedException {
        String address = lease.endpoint().address();
        Pieces pieces = new Pieces(contract, address);
        Deadline soon = deadline.minimum(Deadline.after(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS));
        listener.started(contract.name(), address, 1, request.getSerializedSize());
        long start = System.nanoTime();
        String outcome = InferenceListener.WRONG_ANSWER;
        StreamObserver<ModelInferRequest> call = GRPCInferenceServiceGrpc.newStub(lease.endpoint().channel())
                .withDeadline(soon)
                .modelStreamInfer(pieces);
        try {
            call.onNext(request);
            call.onCompleted();
            Status status = pieces.await();
            outcome = status.getCode().name();
            if (status.isOk()) {
                Generation generation = pieces.generation();
                lease.succeeded();
                return generation;
            }
            throw failed(lease, AttemptFailedException.of(status, "the model server at " + address), status);
        } finally {
            // Nothing more is wanted, where something was wrong; a call that is over does not mind.
            ((ClientCallStreamObserver<ModelInferRequest>) call).cancel("The answer is not used", null);
            listener.ended(
                    contract.name(), address, 1, request.getSerializedSize(), Duration.ofNanos(System.nanoTime() - start), outcome);
        }
    }

    private AttemptFailedException failed(EndpointPool.Lease lease, AttemptFailedException failure, Status status) {
        if (failure.trouble() == Trouble.CONTRACT) {
            throw ModelMetadataCheck.notServed(contract, lease.endpoint().address(), status);
        }
        if (!Context.current().isCancelled()) {
            lease.failed(failure);
        }
        return failure;
    }

    private ModelInferRequest request(String servedAs, Prompt prompt, GenerationOptions options) {
        if (!prompt.images().isEmpty()) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name()
                    + "' is asked with pictures, which only models behind tandem.generation.url are given.");
        }
        ModelRow row = ModelRow.text(prompt.text())
                .with("prompt", new ModelInput.Text(prompt.text()))
                .with("options", new ModelInput.Text(Json.text(options.named())));
        return new InputTensors(contract).request(servedAs, List.of(row));
    }
}
