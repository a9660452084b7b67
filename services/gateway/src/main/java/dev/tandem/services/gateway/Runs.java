package dev.tandem.services.gateway;

import dev.tandem.core.duplicates.DuplicateIndexes;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.explain.Explainer;
import dev.tandem.core.explain.Explanation;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.EvaluationPins;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlanChange;
import dev.tandem.core.plan.PlanEditor;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.Recipe;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.run.BucketRunIndex;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunFilter;
import dev.tandem.core.run.RunIndex;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.workflows.CurationChange;
import dev.tandem.workflows.CurationRequest;
import dev.tandem.workflows.CurationReview;
import dev.tandem.workflows.CurationWorkflow;
import dev.tandem.workflows.RunAttributes;
import dev.tandem.workflows.RunObstacles;
import dev.tandem.workflows.WorkflowErrors;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryConditionallyRejectedException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs, as people ask for them. */
@Singleton
public class Runs {
    /** Most runs of one answer. */
    static final int MAX_PAGE = 1_000;
    static final int DEFAULT_PAGE = 100;

    /** Who asked, where the caller does not say. */
    public static final String ANYBODY = "unknown";

    private static final String WHICH_SAMPLE =
            "Give an id, the first digits of one (six at least), or a source such as 'docs.jar!/a/b.html'.";
    private static final int EXPLAIN_PAGE = 20;
    private static final int WATCH_MILLIS = 250;
    private static final int LOOKS_PER_QUESTION = 4;

    private final WorkflowClient workflows;
    private final GatewayConfig config;
    private final OperatorCatalog catalog;
    private final ObjectStore objects;
    private final ShardStore store;
    private final RunStore runs;
    private final RunIndexChoice choice;
    private final RunObstacles obstacles;
    private final EvaluationPins pins;
    private final SecureRandom random = new SecureRandom();

    Runs(
            WorkflowClient workflows,
            GatewayConfig config,
            OperatorCatalog catalog,
            ObjectStore objects,
            ShardStore store,
            RunIndexChoice choice) {
        this.workflows = workflows;
        this.config = config;
        this.catalog = catalog;
        this.objects = objects;
        this.store = store;
        this.runs = new RunStore(objects);
        this.choice = choice;
        this.obstacles = new RunObstacles(workflows);
        this.pins = new EvaluationPins(catalog, new EvaluationRegistry(store.contents(), config.tenant()));
    }

    /** Checks a recipe, plans it, and starts a run of it. */
    public RunRecord submit(String yaml, String file, String input) {
        CurationRequest request = prepare(new RecipeParser(catalog).parse(yaml, file), file, input);
        WorkflowOptions.Builder options =
                WorkflowOptions.newBuilder().setWorkflowId(request.run()).setTaskQueue(CurationWorkflow.TASK_QUEUE);
        if (request.searchable()) {
            options.setTypedSearchAttributes(RunAttributes.of(
                    request.tenant(), request.recipe(), RunStore.submitted(request.run()).orElseThrow()));
        }
        CurationWorkflow workflow = workflows.newWorkflowStub(CurationWorkflow.class, options.build());
        WorkflowClient.start(workflow::curate, request);
        return runs.load(request.run());
    }

    /** Plans a recipe, and records a run of it that somebody starts next. */
    public CurationRequest prepare(Recipe recipe, String file, String input) {
        DuplicateIndexes indexes = new DuplicateIndexes(store.contents());
        Plan plan = pins.pin(new Planner(catalog, name -> indexes.newest(config.tenant(), name)).plan(recipe));
        plan.steps().forEach(step -> step.duplicates()
                .flatMap(PlannedStep.DuplicateIndex::version)
                .ifPresent(version -> indexes.verify(version, step.operators().getFirst())));
        Digest inputDigest = digest(input);
        if (InputManifest.load(store.contents(), inputDigest).files().isEmpty()) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "The input has no files");
        }
        Digest planDigest = new Documents(store.contents()).putPlan(plan);
        byte[] tail = new byte[2];
        random.nextBytes(tail);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String name = RunStore.name(recipe.name(), now, HexFormat.of().formatHex(tail));
        runs.put(new RunRecord(
                RunRecord.FORMAT,
                name,
                config.tenant(),
                recipe.name(),
                file,
                planDigest,
                inputDigest,
                RunStatus.RUNNING,
                now.toString(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of()));
        int parallelism = plan.limits().parallelism() > 0 ? plan.limits().parallelism() : config.parallelism();
        return new CurationRequest(name, config.tenant(), recipe.name(), file, planDigest, inputDigest, parallelism,
                choice.visibility().isPresent(), Optional.empty());
    }

    /** A run as it stands now, with what it waits for. */
    public RunRecord status(String run) {
        RunRecord progress = progress(run);
        return progress.status().finished() ? progress : progress.withWaiting(waiting(progress));
    }

    /** What the run itself waits for, such as a larger budget, then what its work does. */
    private List<String> waiting(RunRecord progress) {
        List<String> waiting = new ArrayList<>(progress.waiting());
        waiting.addAll(obstacles.of(progress.run()));
        return waiting;
    }

    private RunRecord progress(String run) {
        RunRecord stored = runs.load(run);
        if (stored.status().finished()) {
            return stored;
        }
        try {
            return workflow(run).progress();
        } catch (WorkflowNotFoundException | WorkflowQueryConditionallyRejectedException e) {
            // The server does not have it any more, or has ended it: either it left a record of its end, or it could not.
            RunRecord interrupted = runs.load(run);
            if (!interrupted.status().finished()) {
                interrupted = interrupted.withStatus(RunStatus.INTERRUPTED);
                runs.put(interrupted);
            }
            return interrupted;
        } catch (WorkflowException | IllegalStateException e) {
            return runs.load(run);
        }
    }

    /**
     * Some of the runs, the newest first. Where the workflow server lists them, a run that has just been submitted may be
     * missing for a moment.
     *
     * @param recipe name of the recipe; any where there is none
     * @param state how far they are, in lower or upper case; any where there is none
     * @param after name of the run that the page before ended with
     * @param limit runs of a page, from 1 to {@value #MAX_PAGE}
     */
    public List<RunRecord> page(Optional<String> recipe, Optional<String> state, Optional<String> after, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "A page has from 1 to " + MAX_PAGE + " runs, found " + limit);
        }
        return asked(index -> index.page(filter(recipe, state), after, limit)).stream()
                .flatMap(run -> runs.find(run).stream())
                .map(this::current)
                .toList();
    }

    /** How many runs there are. */
    public long count(Optional<String> recipe, Optional<String> state) {
        return asked(index -> index.count(filter(recipe, state)));
    }

    private <T> T asked(Function<RunIndex, T> question) {
        RunIndex index =
                choice.visibility().<RunIndex>map(found -> found).orElseGet(() -> new BucketRunIndex(runs, this::current));
        try {
            return question.apply(index);
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            throw new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "The workflow server does not list runs: " + e.getMessage()
                    + ". Check that it is up, and ask again.", e);
        }
    }

    private RunRecord current(RunRecord record) {
        return record.status().finished() ? record : status(record.run());
    }

    private RunFilter filter(Optional<String> recipe, Optional<String> state) {
        return new RunFilter(config.tenant(), recipe, state.map(name -> Arrays.stream(RunStatus.values())
                .filter(status -> status.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT, "There is no state '" + name
                        + "'; expected one of " + Arrays.stream(RunStatus.values())
                                .map(status -> status.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))))));
    }

    /** Tells the run whenever it has changed, until it is finished or {@code told} throws. */
    public void watch(String run, Consumer<RunRecord> told) throws InterruptedException {
        RunRecord last = progress(run);
        told.accept(last);
        int still = 0;
        while (!last.status().finished()) {
            Thread.sleep(WATCH_MILLIS);
            RunRecord now = progress(run);
            still = now.withWaiting(List.of()).equals(last.withWaiting(List.of())) ? still + 1 : 0;
            if (still > 0 && !now.status().finished()) {
                // Only what stands still may wait for something; to ask what costs more than to ask how far it is.
                now = now.withWaiting(still % LOOKS_PER_QUESTION == 0 ? waiting(now) : last.waiting());
            }
            if (!now.equals(last)) {
                told.accept(now);
                last = now;
            }
        }
    }

    public RunRecord cancel(String run) {
        RunRecord record = status(run);
        if (!record.status().finished()) {
            WorkflowStub.fromTyped(workflow(run)).cancel();
        }
        return record;
    }

    /**
     * Starts no further shard; a finished run stays as it is.
     *
     * @param by whoever asks
     */
    public RunRecord pause(String run, String by) {
        return update(run, workflow -> workflow.pause(by));
    }

    public RunRecord resume(String run, String by) {
        return update(run, workflow -> workflow.resume(by));
    }

    /**
     * Changes a run that is not finished.
     *
     * @param by whoever asks
     * @param concurrency shards that are processed at a time, from now on
     * @param parameters by {@code stage.operator.parameter}, each written as in a recipe, of stages that have not started
     * @param budget what the run may spend on models from now on; what is empty stays as it is
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for what is refused, and why
     */
    public RunRecord change(
            String run, String by, OptionalInt concurrency, Map<String, String> parameters, CurationChange.OtherBudget budget) {
        RunRecord record = status(run);
        if (record.status().finished()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The run '" + run + "' is "
                    + record.status().name().toLowerCase(Locale.ROOT) + "; only a run that is running or paused can be changed."
                    + " Submit the recipe with the new value: what does not depend on it is reused.");
        }
        Optional<CurationChange.OtherPlan> plan = Optional.empty();
        if (!parameters.isEmpty()) {
            Documents documents = new Documents(store.contents());
            PlanChange changed = new PlanEditor(catalog).change(documents.plan(record.plan()), parameters);
            plan = Optional.of(new CurationChange.OtherPlan(
                    record.plan(), documents.putPlan(pins.pin(changed.plan())), changed.settings()));
        }
        boolean sameBudget = budget.inferenceCalls().isEmpty() && budget.cost().isEmpty();
        CurationChange change = new CurationChange(by, concurrency, plan, sameBudget ? Optional.empty() : Optional.of(budget));
        return update(run, workflow -> workflow.change(change));
    }

    /** Tells a run that waits at a gate what people said of its sample. */
    public RunRecord review(String run, CurationReview review) {
        return update(run, workflow -> workflow.review(review));
    }

    private RunRecord update(String run, Function<CurationWorkflow, RunRecord> update) {
        RunRecord record = status(run);
        if (record.status().finished()) {
            return record;
        }
        try {
            return update.apply(workflow(run));
        } catch (WorkflowNotFoundException e) {
            // It has ended since.
            return status(run);
        } catch (WorkflowException e) {
            throw WorkflowErrors.exception(e);
        }
    }

    /** Explains a sample of a run; without a run, of the newest run that has it. */
    public Explanation explain(Optional<String> run, String sample) {
        if (sample.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'sample' is missing. " + WHICH_SAMPLE);
        }
        Explainer explainer = new Explainer(objects, catalog);
        List<RunRecord> candidates =
                run.map(name -> List.of(status(name))).orElseGet(() -> runs.page(Optional.empty(), EXPLAIN_PAGE));
        while (!candidates.isEmpty()) {
            for (RunRecord candidate : candidates) {
                Optional<Explanation> found = explainer.explain(candidate, sample);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            candidates = run.isPresent()
                    ? List.of()
                    : runs.page(Optional.of(candidates.getLast().run()), EXPLAIN_PAGE);
        }
        throw new TandemException(ErrorCode.NOT_FOUND, "No sample '" + sample + "' in "
                + run.map(name -> "the run '" + name + "'").orElse("any run")
                + ". " + WHICH_SAMPLE);
    }

    private CurationWorkflow workflow(String run) {
        return workflows.newWorkflowStub(CurationWorkflow.class, run);
    }

    /** The digest of an input that a caller names. */
    public static Digest digest(String hex) {
        try {
            return new Digest(hex);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'input' is not the digest of an input: " + e.getMessage(), e);
        }
    }
}
