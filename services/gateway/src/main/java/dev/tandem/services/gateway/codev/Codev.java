package dev.tandem.services.gateway.codev;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.labels.LabelFormat;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.recipe.Recipe;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsStore;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.services.gateway.Runs;
import dev.tandem.workflows.CurationRequest;
import dev.tandem.workflows.CurationWorkflow;
import dev.tandem.workflows.RoundsAnswer;
import dev.tandem.workflows.RoundsRequest;
import dev.tandem.workflows.RoundsWorkflow;
import dev.tandem.workflows.WorkflowErrors;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** Rounds of data and model, as people ask for them. */
@Singleton
public class Codev {
    /** Most rounds of one answer. */
    static final int MAX_PAGE = 1_000;
    static final int DEFAULT_PAGE = 100;
    private static final int MOST_ROUNDS = 50;

    private final WorkflowClient workflows;
    private final Runs runs;
    private final OperatorCatalog catalog;
    private final ObjectStore objects;
    private final ShardStore store;
    private final RoundsStore rounds;
    private final RunStore stored;
    private final RoundLabels labels;

    Codev(WorkflowClient workflows, Runs runs, OperatorCatalog catalog, ObjectStore objects, ShardStore store,
            RoundLabels labels) {
        this.workflows = workflows;
        this.runs = runs;
        this.catalog = catalog;
        this.objects = objects;
        this.store = store;
        this.rounds = new RoundsStore(objects);
        this.stored = new RunStore(objects);
        this.labels = labels;
    }

    /**
     * Checks a recipe, plans it, and starts its rounds.
     *
     * @param most rounds, at most; as the recipe says where it is empty
     */
    RoundsRecord start(String yaml, String file, String input, OptionalInt most) {
        Recipe recipe = new RecipeParser(catalog).parse(yaml, file);
        Rounds found = recipe.rounds().orElseThrow(() -> new TandemException(ErrorCode.INVALID_RECIPE, file
                + ": the recipe has no section 'rounds'. Add one, such as 'rounds: {publish: " + recipe.name() + "-rounds}'."));
        if (most.isPresent() && (most.getAsInt() < 1 || most.getAsInt() > MOST_ROUNDS)) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "From 1 to " + MOST_ROUNDS + " rounds are made, found " + most.getAsInt());
        }
        Rounds settings = most.isPresent() ? found.atMost(most.getAsInt()) : found;
        CurationRequest stages = runs.prepare(recipe, file, input);
        Plan plan = new Documents(store.contents()).plan(stages.plan());
        int step = last(plan, settings.from());
        int rejects = settings.rejects().map(stage -> last(plan, stage)).orElse(step);
        String name = recipe.name() + RoundsRequest.SUFFIX + stages.run().substring(recipe.name().length());
        Digest document = store.contents().put(Json.bytes(settings), ObjectKey::document);
        RoundsRecord record = new RoundsRecord(
                RoundsRecord.FORMAT, name, stages.tenant(), recipe.name(), file, settings, stages.plan(), stages.input(), stages.run(),
                RunStatus.RUNNING, "", RunStore.submitted(name).orElseGet(Instant::now).toString(), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(), OptionalInt.empty(), Optional.empty(), false);
        RoundsWorkflow workflow = workflows.newWorkflowStub(
                RoundsWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(name).setTaskQueue(CurationWorkflow.TASK_QUEUE).build());
        WorkflowClient.start(
                workflow::develop, new RoundsRequest(name, stages, settings, document, step, rejects, Optional.empty()));
        // Not before: whoever found a record without a workflow would take the rounds for interrupted.
        rounds.putIfAbsent(record);
        return record;
    }

    private static int last(Plan plan, String stage) {
        return plan.steps().stream()
                .filter(step -> step.stage().equals(stage))
                .mapToInt(PlannedStep::index)
                .max()
                .orElseThrow(() -> new IllegalStateException("The parser has let through the stage '" + stage + "'"));
    }

    /** Rounds as they stand now: their record is written before and after whatever they do. */
    RoundsRecord status(String name) {
        RoundsRecord stored = rounds.load(name);
        if (stored.status().finished() || isRunning(name)) {
            return stored;
        }
        // Either it left a record of its end meanwhile, or it could not.
        RoundsRecord interrupted = rounds.load(name);
        if (!interrupted.status().finished()) {
            interrupted = interrupted.withStatus(RunStatus.INTERRUPTED);
            rounds.put(interrupted);
        }
        return interrupted;
    }

    /** Where the workflow server does not answer, nothing is known of an end. */
    private boolean isRunning(String name) {
        try {
            return workflows.newUntypedWorkflowStub(name).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException e) {
            return false;
        } catch (WorkflowException e) {
            return true;
        }
    }

    /** Some of them, the newest first, as their records tell; {@code after} is the name that the page before ended with. */
    List<RoundsRecord> page(Optional<String> after, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "A page has from 1 to " + MAX_PAGE + " entries, found " + limit);
        }
        return rounds.page(after, limit).stream()
                .map(record -> record.status().finished() ? record : status(record.name()))
                .toList();
    }

    RoundsRecord cancel(String name) {
        RoundsRecord record = status(name);
        if (!record.status().finished()) {
            workflows.newUntypedWorkflowStub(name).cancel();
        }
        return record;
    }

    /**
     * Begins nothing further; what is at work is finished. The run of the stages is paused with them.
     *
     * @param by whoever asks
     */
    RoundsRecord pause(String name, String by) {
        RoundsRecord record = update(name, workflow -> workflow.pause(by));
        stages(record, run -> runs.pause(run, by));
        return record;
    }

    RoundsRecord resume(String name, String by) {
        RoundsRecord record = update(name, workflow -> workflow.resume(by));
        stages(record, run -> runs.resume(run, by));
        return record;
    }

    /** Tells rounds that wait for it what people said of the pairs of the last one. */
    RoundsRecord review(String name, String by, LabelFormat format, byte[] file) {
        RoundsAnswer answer = labels.answer(status(name), by, format, file);
        return update(name, workflow -> workflow.review(answer));
    }

    private RoundsRecord update(String name, Function<RoundsWorkflow, RoundsRecord> update) {
        RoundsRecord record = status(name);
        if (record.status().finished()) {
            return record;
        }
        try {
            return update.apply(workflows.newWorkflowStub(RoundsWorkflow.class, name));
        } catch (WorkflowNotFoundException e) {
            // They have ended since.
            return status(name);
        } catch (WorkflowException e) {
            throw WorkflowErrors.exception(e);
        }
    }

    /** The run of the stages, as long as there is something to do in it. */
    private void stages(RoundsRecord record, Consumer<String> change) {
        if (!record.status().finished() && record.pool().isEmpty() && stored.find(record.run()).isPresent()) {
            change.accept(record.run());
        }
    }

    byte[] report(String name) {
        return objects.find(ObjectKey.report(rounds.load(name).name()))
                .orElseThrow(() -> new TandemException(
                        ErrorCode.NOT_FOUND, "The rounds '" + name + "' have no report yet; it is written after each round"));
    }
}
