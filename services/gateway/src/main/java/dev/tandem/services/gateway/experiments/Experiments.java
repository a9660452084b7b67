package dev.tandem.services.gateway.experiments;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationReference;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentParser;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.ExperimentStore;
import dev.tandem.core.experiment.ExperimentView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.recipe.Recipe;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.Stage;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.services.gateway.GatewayConfig;
import dev.tandem.services.gateway.Runs;
import dev.tandem.workflows.CurationRequest;
import dev.tandem.workflows.CurationWorkflow;
import dev.tandem.workflows.ExperimentRequest;
import dev.tandem.workflows.ExperimentWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryConditionallyRejectedException;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Experiments, as people ask for them. */
@Singleton
public class Experiments {
    static final int MAX_PAGE = 1_000;
    static final int DEFAULT_PAGE = 100;

    private final WorkflowClient workflows;
    private final GatewayConfig config;
    private final OperatorCatalog catalog;
    private final ObjectStore objects;
    private final ShardStore store;
    private final Runs runs;
    private final ExperimentStore experiments;

    Experiments(
            WorkflowClient workflows, GatewayConfig config, OperatorCatalog catalog, ObjectStore objects, ShardStore store, Runs runs) {
        this.workflows = workflows;
        this.config = config;
        this.catalog = catalog;
        this.objects = objects;
        this.store = store;
        this.runs = runs;
        this.experiments = new ExperimentStore(objects);
    }

    /**
     * Checks an experiment and its recipes, and starts it.
     *
     * @param recipes YAML by the file that the experiment names
     * @param inputs digests of manifests, by pool
     */
    ExperimentView submit(String yaml, String file, Map<String, String> recipes, Map<String, String> inputs) {
        Experiment parsed = ExperimentParser.parse(yaml, file);
        EvaluationRegistry sets = new EvaluationRegistry(store.contents(), config.tenant());
        List<EvaluationReference> pinned = parsed.evaluation().cleanOf().stream().map(sets::pin).toList();
        Experiment experiment = parsed.withEvaluation(parsed.evaluation().pinned(pinned));
        SortedMap<String, Recipe> read = new TreeMap<>();
        experiment.recipes().forEach((label, name) -> read.put(label, recipe(name, recipes)));
        SortedMap<String, ExperimentRequest.Curated> curated = new TreeMap<>();
        Set<String> used = new HashSet<>();
        for (String pool : experiment.pools().keySet()) {
            String input = Optional.ofNullable(inputs.get(pool)).orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "'inputs' has none for the pool '" + pool + "'"));
            read.forEach((label, recipe) -> curated.put(pool + "/" + label,
                    curated(recipe, experiment.recipes().get(label), input, used)));
        }
        String first = curated.firstEntry().getValue().request().run();
        String name = experiment.name() + first.substring(read.get(label(curated.firstKey())).name().length());
        ExperimentRequest request = new ExperimentRequest(name, config.tenant(), file, experiment, curated, present(experiment));
        ExperimentRecord record = record(request);
        experiments.put(record);
        ExperimentWorkflow workflow = workflows.newWorkflowStub(
                ExperimentWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(name).setTaskQueue(CurationWorkflow.TASK_QUEUE).build());
        WorkflowClient.start(workflow::experiment, request);
        return ExperimentView.of(record);
    }

    private static String label(String poolAndRecipe) {
        return poolAndRecipe.substring(poolAndRecipe.indexOf('/') + 1);
    }

    /** Nothing that others use may change by an experiment: what a recipe publishes is published when it wins. */
    private Recipe recipe(String file, Map<String, String> recipes) {
        String yaml = Optional.ofNullable(recipes.get(file)).orElseThrow(() -> new TandemException(ErrorCode.INVALID_ARGUMENT,
                "'recipes' has no '" + file + "', which the experiment names"));
        Recipe recipe = new RecipeParser(catalog).parse(yaml, file);
        recipe.stages().forEach(stage -> {
            if (stage.index().isPresent() || stage.review().isPresent()) {
                throw new TandemException(ErrorCode.INVALID_RECIPE, file + ": the stage '" + stage.name() + "' has '"
                        + (stage.index().isPresent() ? "index" : "review") + "', which recipes of an experiment must not have:"
                        + " it would change what other runs compare with, or wait for people. Leave it out.");
            }
        });
        return recipe;
    }

    private ExperimentRequest.Curated curated(Recipe recipe, String file, String input, Set<String> used) {
        List<Stage> stages = recipe.stages();
        String published = stages.stream().filter(stage -> stage.publish().isPresent()).map(Stage::name)
                .reduce((one, other) -> other).orElse(stages.getLast().name());
        Recipe silent = new Recipe(
                recipe.name(),
                stages.stream()
                        .map(stage -> new Stage(stage.name(), stage.from(), Optional.empty(), stage.operators()))
                        .toList(),
                recipe.formats(),
                recipe.limits(),
                Optional.empty());
        CurationRequest request = runs.prepare(silent, file, input);
        while (!used.add(request.run())) {
            request = runs.prepare(silent, file, input);
        }
        Plan plan = new Documents(store.contents()).plan(request.plan());
        int step = plan.steps().stream().filter(found -> found.stage().equals(published)).mapToInt(found -> found.index()).max()
                .orElseThrow();
        return new ExperimentRequest.Curated(request, step);
    }

    /** The version that the data set's name points to. */
    Optional<Digest> present(Experiment experiment) {
        return experiment.promote().flatMap(Experiment.Promotion::dataset).flatMap(name -> {
            try {
                return Optional.of(new Datasets(objects).current(config.tenant(), name));
            } catch (TandemException e) {
                if (e.code() == ErrorCode.NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static ExperimentRecord record(ExperimentRequest request) {
        SortedMap<String, String> names = new TreeMap<>();
        SortedMap<String, Integer> steps = new TreeMap<>();
        request.runs().forEach((key, run) -> {
            names.put(key, run.request().run());
            steps.put(key, run.step());
        });
        return new ExperimentRecord(ExperimentRecord.FORMAT, request.name(), request.tenant(), request.file(), request.experiment(), names,
                steps, request.before(), RunStatus.RUNNING, "curating",
                RunStore.submitted(request.name()).orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS)).toString(),
                Optional.empty(), Optional.empty(), List.of(), new TreeMap<>(), Optional.empty());
    }

    /** An experiment as it stands now. */
    ExperimentView status(String name) {
        return ExperimentView.of(current(name), objects);
    }

    ExperimentRecord current(String name) {
        ExperimentRecord stored = experiments.load(name);
        if (stored.status().finished()) {
            return stored;
        }
        try {
            return workflow(name).record();
        } catch (WorkflowNotFoundException | WorkflowQueryConditionallyRejectedException e) {
            // The server does not have it any more, or has ended it: either it left a record of its end, or it could not.
            ExperimentRecord interrupted = experiments.load(name);
            if (!interrupted.status().finished()) {
                interrupted = interrupted.withStatus(RunStatus.INTERRUPTED, Optional.empty());
                experiments.put(interrupted);
            }
            return interrupted;
        } catch (WorkflowException | IllegalStateException e) {
            return experiments.load(name);
        }
    }

    /** The newest first. */
    List<ExperimentView> list(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "From 1 to " + MAX_PAGE + " experiments are listed, found " + limit);
        }
        return experiments.names().stream().limit(limit).map(this::current).map(ExperimentView::of).toList();
    }

    ExperimentView cancel(String name) {
        ExperimentRecord record = current(name);
        if (!record.status().finished()) {
            WorkflowStub.fromTyped(workflow(name)).cancel();
        }
        return ExperimentView.of(record);
    }

    private ExperimentWorkflow workflow(String name) {
        return workflows.newWorkflowStub(ExperimentWorkflow.class, name);
    }
}
