package dev.tandem.services.gateway;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.run.RunFilter;
import dev.tandem.workflows.RunAttributes;
import dev.tandem.workflows.VisibilityRunIndex;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds out, when a run is first started or listed, whether the workflow server can list runs. */
@Singleton
public class RunIndexChoice {
    private static final Logger LOG = Logger.getLogger(RunIndexChoice.class);
    private static final int PAUSE_MILLIS = 500;

    private final WorkflowClient workflows;
    private final GatewayConfig config;
    private Optional<Optional<VisibilityRunIndex>> chosen = Optional.empty();

    RunIndexChoice(WorkflowClient workflows, GatewayConfig config) {
        this.workflows = workflows;
        this.config = config;
    }

    /**
     * The server's index; empty where runs are listed by the bucket.
     *
     * @throws TandemException {@link ErrorCode#SERVICE_UNAVAILABLE} while the server does not answer
     */
    synchronized Optional<VisibilityRunIndex> visibility() {
        if (chosen.isEmpty()) {
            chosen = Optional.of(switch (config.runIndex()) {
                case BUCKET -> Optional.empty();
                case VISIBILITY -> Optional.of(prepared());
                case AUTO -> detected();
            });
        }
        return chosen.get();
    }

    private Optional<VisibilityRunIndex> detected() {
        try {
            return Optional.of(prepared());
        } catch (TandemException e) {
            if (e.code() == ErrorCode.SERVICE_UNAVAILABLE) {
                throw e;
            }
            LOG.info("Runs are listed by their records in the bucket. " + e.getMessage());
            return Optional.empty();
        }
    }

    private VisibilityRunIndex prepared() {
        VisibilityRunIndex index = new VisibilityRunIndex(workflows);
        Optional<RuntimeException> error = unless(() -> RunAttributes.register(workflows));
        // Whoever may not register attributes may still use those that an administrator has registered.
        long deadline = System.nanoTime() + config.runIndexPatience().toNanos();
        Optional<RuntimeException> unusable = unless(() -> index.count(RunFilter.of(config.tenant())));
        while (unusable.isPresent() && error.isEmpty() && System.nanoTime() < deadline) {
            pause();
            unusable = unless(() -> index.count(RunFilter.of(config.tenant())));
        }
        unusable.or(() -> error.filter(TandemException.class::isInstance)).ifPresent(cause -> {
            throw failure(error.orElse(cause));
        });
        config.retention().flatMap(time -> unless(() -> index.keepFor(time))).ifPresent(denied ->
                LOG.warn("tandem.gateway.retention has no effect, the workflow server refuses it: " + denied.getMessage()));
        return index;
    }

    private static Optional<RuntimeException> unless(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (StatusRuntimeException | WorkflowServiceException | TandemException e) {
            return Optional.of(e);
        }
    }

    private static TandemException failure(RuntimeException cause) {
        if (cause instanceof TandemException known) {
            return known;
        }
        Status.Code status = Status.fromThrowable(cause).getCode();
        return switch (status) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED -> new TandemException(
                    ErrorCode.SERVICE_UNAVAILABLE, "The workflow server does not answer: " + cause.getMessage(), cause);
            default -> new TandemException(ErrorCode.INVALID_ARGUMENT, "The workflow server cannot list runs by the search attributes"
                    + " Tenant, Recipe, State (Keyword) and Submitted (Int), and they could not be registered: "
                    + Status.fromThrowable(cause) + ". Register them in its namespace, or set tandem.gateway.run-index=bucket.", cause);
        };
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted", e);
        }
    }
}
