package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Asks one model: cuts rows into batches, and tries again what failed for a reason that can pass. Thread-safe. */
final class ModelClient {
    private final ModelContract contract;
    private final InferenceSettings settings;
    private final InFlightLimit limit;
    private final InferenceListener listener;
    private final EndpointPool endpoints;
    private final BatchSize batchSize;
    private final InputTensors tensors;

    /** @param names by which servers may have the model, the most exact first */
    ModelClient(
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
        this.batchSize = new BatchSize(contract.maxBatch(), settings.latencyTarget());
        this.tensors = new InputTensors(contract);
    }

    /** One answer for each row, in order. */
    List<ModelAnswer> infer(List<ModelRow> rows) {
        Deadline deadline = Deadline.after(settings.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
        ModelAnswer[] answers = new ModelAnswer[rows.size()];
        try {
            for (RowGroups.Group group : RowGroups.of(contract, rows)) {
                for (int done = 0; done < group.size(); ) {
                    List<ModelAnswer> next = next(rows, group, done, deadline);
                    for (int i = 0; i < next.size(); i++) {
                        answers[group.indices()[done + i]] = next.get(i);
                    }
                    done += next.size();
                }
            }
        } catch (TandemException e) {
            listener.failed(contract.name(), e.code());
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted while waiting for the model '" + contract.name() + "'", e);
        }
        return Arrays.asList(answers);
    }

    /** The answers to as many rows as went into one request; each attempt cuts its batch anew. */
    private List<ModelAnswer> next(List<ModelRow> rows, RowGroups.Group group, int first, Deadline deadline)
            throws InterruptedException {
        int attempt = 1;
        while (true) {
            int count = group.batch(first, batchSize.size(), Math.min(settings.requestBytes(), contract.maxBatchBytes()));
            try {
                return attempt(group.rows(rows, first, count), group.bytes(first, count), deadline);
            } catch (AttemptFailedException e) {
                if (Context.current().isCancelled()) {
                    throw new CancellationException("The caller went away");
                }
                if (e.trouble().asksForSmallerBatches()) {
                    batchSize.tooMany(count);
                }
                // An outage costs no attempts, but time: work goes on as soon as somebody is there again.
                boolean outage = endpoints.isOutage(e);
                if (attempt == settings.attempts() && !outage || deadline.isExpired()) {
                    throw unavailable(attempt, e);
                }
                listener.retried(contract.name(), e.reason());
                await(settings.backoff().jittered(attempt, ThreadLocalRandom.current().nextDouble()), deadline);
                attempt += outage ? 0 : 1;
            }
        }
    }

    private List<ModelAnswer> attempt(List<ModelRow> rows, long bytes, Deadline deadline)
            throws AttemptFailedException, InterruptedException {
        try (InFlightLimit.Place place = limit.enter(bytes, deadline);
                EndpointPool.Lease lease = endpoints.lease(deadline)) {
            if (settings.hedgeAfter().isZero()) {
                return ask(lease, rows, bytes, deadline);
            }
            return Hedge.first(
                    settings.hedgeAfter(), () -> ask(lease, rows, bytes, deadline), () -> second(lease, rows, bytes, deadline));
        }
    }

    /** The same of another server, where there is one and room for the request. */
    private Optional<Hedge.Call<List<ModelAnswer>>> second(
            EndpointPool.Lease first, List<ModelRow> rows, long bytes, Deadline deadline) {
        return limit.tryEnter(bytes).flatMap(place -> {
            Optional<EndpointPool.Lease> other = endpoints.other(first);
            if (other.isEmpty()) {
                place.close();
            }
            return other.<Hedge.Call<List<ModelAnswer>>>map(lease -> () -> {
                listener.retried(contract.name(), "HEDGED");
                try (place; lease) {
                    return ask(lease, rows, bytes, deadline);
                }
            });
        });
    }

    private List<ModelAnswer> ask(EndpointPool.Lease lease, List<ModelRow> rows, long bytes, Deadline deadline)
            throws AttemptFailedException {
        String address = lease.endpoint().address();
        ModelInferRequest request = tensors.request(lease.servedAs(), rows);
        listener.started(contract.name(), address, rows.size(), bytes);
        long start = System.nanoTime();
        String outcome = InferenceListener.WRONG_ANSWER;
        try {
            ModelInferResponse response = GRPCInferenceServiceGrpc.newBlockingStub(lease.endpoint().channel())
                    .withDeadline(deadline.minimum(
                            Deadline.after(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS)))
                    .modelInfer(request);
            List<ModelAnswer> answers = AnswerTensors.answers(contract, address, response, rows.size());
            outcome = InferenceListener.OK;
            lease.succeeded();
            batchSize.answered(rows.size(), System.nanoTime() - start);
            return answers;
        } catch (StatusRuntimeException e) {
            outcome = e.getStatus().getCode().name();
            throw failed(lease, e);
        } finally {
            listener.ended(
                    contract.name(), address, rows.size(), bytes, Duration.ofNanos(System.nanoTime() - start), outcome);
        }
    }

    private AttemptFailedException failed(EndpointPool.Lease lease, StatusRuntimeException error) {
        String address = lease.endpoint().address();
        AttemptFailedException failure = AttemptFailedException.of(error.getStatus(), "the model server at " + address);
        // A version that was unloaded may be there under the plain name: a probe finds it.
        boolean unloaded = error.getStatus().getCode() == Status.Code.NOT_FOUND && lease.hasOtherName();
        if (unloaded) {
            failure = new AttemptFailedException(Trouble.DOWN, failure.reason(), failure.getMessage());
        }
        if (failure.trouble() == Trouble.CONTRACT) {
            throw ModelMetadataCheck.notServed(contract, address, error.getStatus());
        }
        // A call that its own caller cancelled says nothing about the server.
        if (!Context.current().isCancelled()) {
            lease.failed(failure);
        }
        return failure;
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
