package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Asks one model: cuts texts into batches, and tries again what failed for a reason that can pass. Thread-safe. */
final class ModelClient {
    private final ModelContract contract;
    private final InferenceSettings settings;
    private final InFlightLimit limit;
    private final InferenceListener listener;
    private final EndpointPool endpoints;
    private final BatchSize batchSize;

    ModelClient(
            ModelContract contract,
            List<Endpoint> endpoints,
            InferenceSettings settings,
            InFlightLimit limit,
            InferenceListener listener) {
        this.contract = contract;
        this.settings = settings;
        this.limit = limit;
        this.listener = listener;
        this.endpoints = new EndpointPool(contract, endpoints, settings, listener);
        this.batchSize = new BatchSize(contract.maxBatch(), settings.latencyTarget());
    }

    /** @return shape [texts.size()][dimension] */
    float[][] embed(List<String> texts) {
        Deadline deadline = Deadline.after(settings.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
        float[][] vectors = new float[texts.size()][];
        int done = 0;
        try {
            while (done < texts.size()) {
                float[][] answer = next(texts.subList(done, texts.size()), deadline);
                System.arraycopy(answer, 0, vectors, done, answer.length);
                done += answer.length;
            }
        } catch (TandemException e) {
            listener.failed(contract.name(), e.code());
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted while waiting for the model '" + contract.name() + "'", e);
        }
        return vectors;
    }

    /** The vectors of as many of the first texts as went into one request; each attempt cuts its batch anew. */
    private float[][] next(List<String> texts, Deadline deadline) throws InterruptedException {
        for (int attempt = 1; true; attempt++) {
            List<String> batch = batch(texts);
            try {
                return attempt(batch, deadline);
            } catch (AttemptFailedException e) {
                if (Context.current().isCancelled()) {
                    throw new CancellationException("The caller went away");
                }
                if (e.trouble().asksForSmallerBatches()) {
                    batchSize.tooMany(batch.size());
                }
                if (attempt == settings.attempts() || deadline.isExpired()) {
                    throw unavailable(attempt, e);
                }
                listener.retried(contract.name(), e.reason());
                await(settings.backoff().jittered(attempt, ThreadLocalRandom.current().nextDouble()), deadline);
            }
        }
    }

    private float[][] attempt(List<String> texts, Deadline deadline) throws AttemptFailedException, InterruptedException {
        long bytes = texts.stream().mapToLong(TextTensors::bytes).sum();
        try (InFlightLimit.Place place = limit.enter(bytes, deadline);
                EndpointPool.Lease lease = endpoints.lease(deadline)) {
            return ask(lease, texts, bytes, deadline);
        }
    }

    private float[][] ask(EndpointPool.Lease lease, List<String> texts, long bytes, Deadline deadline)
            throws AttemptFailedException {
        String address = lease.endpoint().address();
        ModelInferRequest request = TextTensors.request(contract, texts);
        listener.started(contract.name(), address, texts.size(), bytes);
        long start = System.nanoTime();
        String outcome = InferenceListener.WRONG_ANSWER;
        try {
            ModelInferResponse response = GRPCInferenceServiceGrpc.newBlockingStub(lease.endpoint().channel())
                    .withDeadline(deadline.minimum(
                            Deadline.after(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS)))
                    .modelInfer(request);
            float[][] vectors = TextTensors.vectors(contract, address, response, texts.size());
            outcome = InferenceListener.OK;
            lease.succeeded();
            batchSize.answered(texts.size(), System.nanoTime() - start);
            return vectors;
        } catch (StatusRuntimeException e) {
            outcome = e.getStatus().getCode().name();
            throw failed(lease, e);
        } finally {
            listener.ended(
                    contract.name(), address, texts.size(), bytes, Duration.ofNanos(System.nanoTime() - start), outcome);
        }
    }

    private AttemptFailedException failed(EndpointPool.Lease lease, StatusRuntimeException error) {
        String address = lease.endpoint().address();
        AttemptFailedException failure = AttemptFailedException.of(error.getStatus(), "the model server at " + address);
        if (failure.trouble() == Trouble.CONTRACT) {
            throw ModelMetadataCheck.notServed(contract, address, error.getStatus());
        }
        // A call that its own caller cancelled says nothing about the server.
        if (!Context.current().isCancelled()) {
            lease.failed(failure);
        }
        return failure;
    }

    /** The first texts, as many as the batch size and a request's share of bytes allow, and at least one. */
    private List<String> batch(List<String> texts) {
        int most = Math.min(texts.size(), batchSize.size());
        long bytes = TextTensors.bytes(texts.getFirst());
        int count = 1;
        while (count < most && bytes + TextTensors.bytes(texts.get(count)) <= settings.requestBytes()) {
            bytes += TextTensors.bytes(texts.get(count));
            count++;
        }
        return texts.subList(0, count);
    }

    private static void await(Duration wait, Deadline deadline) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }

    private TandemException unavailable(int attempts, AttemptFailedException last) {
        return new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + contract.name() + "' gave no answer in " + attempts
                + (attempts == 1 ? " attempt" : " attempts") + "; the last: " + last.getMessage()
                + ". Check that the servers of tandem.inference.endpoint run and are not overloaded;"
                + " the work is tried again, and finished work is kept.", last);
    }
}
