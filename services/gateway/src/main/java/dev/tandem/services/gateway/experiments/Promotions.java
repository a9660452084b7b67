package dev.tandem.services.gateway.experiments;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.ExperimentView;
import dev.tandem.core.experiment.PromotionRule;
import dev.tandem.core.experiment.Variant;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.services.gateway.Runs;
import dev.tandem.workflows.CurationRequest;
import dev.tandem.workflows.CurationWorkflow;
import dev.tandem.workflows.PromotionRequest;
import dev.tandem.workflows.PromotionWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes winners what others use, where they may be. */
@Singleton
public class Promotions {
    /** To publish a large data set takes longer; whoever asks again after that is told how it went. */
    private static final long WAIT_SECONDS = 120;

    private final WorkflowClient workflows;
    private final Experiments experiments;
    private final Runs runs;
    private final Documents documents;

    Promotions(WorkflowClient workflows, Experiments experiments, Runs runs, ShardStore store) {
        this.workflows = workflows;
        this.experiments = experiments;
        this.runs = runs;
        this.documents = new Documents(store.contents());
    }

    /**
     * Promotes the winner of an experiment.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} where nobody may be promoted, and why
     */
    ExperimentView promote(String name) {
        ExperimentRecord record = experiments.current(name);
        if (record.promoted().isPresent()) {
            return experiments.status(name);
        }
        PromotionRequest request = request(record);
        PromotionWorkflow workflow = workflows.newWorkflowStub(
                PromotionWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(name + ".promotion")
                        .setTaskQueue(CurationWorkflow.TASK_QUEUE)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        WorkflowClient.start(workflow::promote, request);
        try {
            WorkflowStub.fromTyped(workflow).getResult(WAIT_SECONDS, TimeUnit.SECONDS, ExperimentRecord.Promoted.class);
        } catch (TimeoutException e) {
            throw new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "The winner is still being published. Ask again with"
                    + " './tandem promote " + name + "'; it goes on meanwhile.", e);
        } catch (WorkflowFailedException e) {
            throw new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "The winner could not be promoted: "
                    + Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse(e.getMessage())
                    + ". Ask again with './tandem promote " + name + "'.", e);
        }
        return experiments.status(name);
    }

    private PromotionRequest request(ExperimentRecord record) {
        Experiment experiment = record.experiment();
        Experiment.Promotion promotion = experiment.promote().orElseThrow(() -> refused(
                "the experiment has no 'promote' with the incumbent and the names to give to what beats it"));
        if (record.status() != RunStatus.COMPLETED) {
            throw refused("the experiment is " + record.status().name().toLowerCase(Locale.ROOT));
        }
        PromotionRule.Decision decision = record.decision().orElseThrow();
        Variant winner = decision.winner().orElseThrow(() -> refused(decision.reason()));
        Optional<Digest> present = experiments.present(experiment);
        if (!present.equals(record.before())) {
            throw refused("the data set '" + promotion.dataset().orElse("") + "' has changed since the experiment began, from "
                    + text(record.before()) + " to " + text(present) + ". Compare with what it is now: run the experiment again");
        }
        String made = winner.pool() + "/" + winner.recipe();
        RunRecord run = runs.status(record.runs().get(made));
        Map<Integer, Digest> views = new TreeMap<>();
        run.steps().forEach(step -> step.views().ifPresent(list -> views.put(step.index(), list)));
        Plan plan = documents.plan(run.plan());
        CurationRequest curation = new CurationRequest(run.run(), run.tenant(), run.recipe(), run.file(), run.plan(), run.input(),
                Math.max(1, plan.limits().parallelism()), false, Optional.empty());
        Optional<Digest> cell = promotion.model().map(model -> cell(record, winner));
        return new PromotionRequest(record.name(), winner, decision.reason(), curation, promotion.dataset(),
                record.steps().get(made), views, cell);
    }

    /** Of the seeds, the first: to take the best one would promote luck. */
    private static Digest cell(ExperimentRecord record, Variant winner) {
        long seed = record.experiment().seeds().getFirst();
        int last = record.experiment().halving().rungs() - 1;
        return record.cells().stream()
                .filter(cell -> cell.variant().equals(winner) && cell.rung() == last && cell.seed() == seed)
                .flatMap(cell -> cell.result().stream())
                .findFirst()
                .orElseThrow();
    }

    private static String text(Optional<Digest> version) {
        return version.map(Digest::abbreviated).orElse("none");
    }

    private static TandemException refused(String reason) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, "Nothing is promoted: " + reason + ".");
    }
}
