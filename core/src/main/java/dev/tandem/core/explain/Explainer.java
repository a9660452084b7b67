package dev.tandem.core.explain;

import dev.tandem.core.engine.Layer;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.explain.Explanation.Outcome;
import dev.tandem.core.explain.Explanation.Relative;
import dev.tandem.core.explain.Explanation.Verdict;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Reason;
import dev.tandem.core.shard.ShardRow;
import dev.tandem.core.shard.TableRow;
import dev.tandem.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says of any sample of a run what happened to it and why, from what the steps left beside the shards. */
public final class Explainer {
    private static final int TEXT_CHARACTERS = 600;

    private final ShardStore store;
    private final Documents documents;
    private final OperatorCatalog catalog;
    private final SampleSearch search;

    public Explainer(ObjectStore objects, OperatorCatalog catalog) {
        this.store = new ShardStore(objects);
        this.documents = new Documents(store.contents());
        this.catalog = catalog;
        this.search = new SampleSearch(store);
    }

    /**
     * Explains a sample.
     *
     * @param query an id, the start of one (six digits at least), a source, or the end of one
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} when it fits several samples
     */
    public Optional<Explanation> explain(RunRecord run, String query) {
        return search.find(run, query).map(place -> new Chain(run, place).explanation());
    }

    /** The way of one sample through one run. */
    private final class Chain {
        private final RunRecord run;
        private final SampleSearch.Place place;
        private final Plan plan;
        private final Map<Integer, ShardView> reached = new TreeMap<>();
        private final List<Verdict> verdicts = new ArrayList<>();
        private final List<Relative> made = new ArrayList<>();

        Chain(RunRecord run, SampleSearch.Place place) {
            this.run = run;
            this.place = place;
            this.plan = documents.plan(run.plan());
        }

        Explanation explanation() {
            ShardRow origin = row(place.view());
            reached.put(place.step().index(), place.view());
            for (PlannedStep step : plan.steps()) {
                if (step.input().isPresent() && reached.containsKey(step.input().getAsInt())) {
                    follow(step, reached.get(step.input().getAsInt()));
                }
            }
            Sample sample = current().orElse(origin.sample());
            String text = sample.text();
            return new Explanation(
                    run.run(),
                    place.identity().id(),
                    place.identity().source(),
                    place.step().stage(),
                    origin.sample().metadata(),
                    text.length() > TEXT_CHARACTERS ? text.substring(0, TEXT_CHARACTERS) + "..." : text,
                    origin.failure().map(failure -> failure.code() + ": " + failure.message()),
                    place.identity().parents().stream().map(this::relative).toList(),
                    verdicts,
                    made,
                    run.datasets().stream().filter(this::contains).map(DatasetRecord::name).toList());
        }

        private void follow(PlannedStep step, ShardView input) {
            Optional<Digest> keys = run.steps().get(step.index()).views();
            if (keys.isEmpty() || !store.alive(input).contains(place.row())) {
                return;
            }
            ShardView view = store.view(documents.keys(keys.get()).get(place.position()));
            if (step.kind() == StepKind.CREATE) {
                store.rows(view.shard(), ShardStore.Columns.IDENTITY, (row, read) -> {
                    if (read.sample().parents().contains(place.identity().id())) {
                        made.add(new Relative(read.sample().id(), read.sample().source(), step.stage()));
                    }
                });
            } else {
                reached.put(step.index(), view);
                judge(step, view.layers().getLast());
            }
        }

        private void judge(PlannedStep step, Layer layer) {
            Selection selection = store.selection(layer);
            Optional<Reason> out = selection.reasonOf(place.row());
            Optional<FeatureTable> features = store.features(layer);
            for (OperatorSpec spec : layer.operators()) {
                verdicts.add(verdict(step, spec, out, features));
            }
        }

        private Verdict verdict(
                PlannedStep step, OperatorSpec spec, Optional<Reason> out, Optional<FeatureTable> features) {
            Optional<Reason> own = out.filter(reason -> reason.operator().equals(spec.label()));
            Outcome outcome = own.map(reason -> Outcome.valueOf(reason.outcome().name())).orElse(Outcome.KEPT);
            Optional<String> reason = own.map(Reason::reason);
            Map<String, Object> values = features.map(table -> values(table, spec)).orElseGet(TreeMap::new);
            if (values.remove(RowFailure.FEATURE) instanceof String message) {
                reason = reason.map(code -> code + ": " + message);
            }
            // Another code might decide in another way than the one that measured.
            boolean isFilter = catalog.find(spec.name())
                    .map(info -> info.kind() == OperatorKind.FILTER && info.code().equals(spec.code()))
                    .orElse(false);
            if (own.isEmpty() && isFilter && !values.isEmpty()) {
                Filter filter = (Filter) catalog.create(spec.name(), spec.given(), OperatorContext.withoutModels());
                Decision decision = filter.decide(
                        TableRow.of(features.orElseThrow(), spec.label(), filter.features(), place.row()));
                if (!decision.keep()) {
                    outcome = Outcome.ALSO_AGAINST;
                    reason = decision.reason();
                }
            }
            return new Verdict(step.stage(), spec.label(), spec.code(), outcome, reason, values, spec.parameters());
        }

        private Map<String, Object> values(FeatureTable table, OperatorSpec spec) {
            Map<String, Object> values = new TreeMap<>();
            String prefix = spec.label() + ".";
            table.row(place.row()).forEach((column, value) -> {
                if (column.startsWith(prefix)) {
                    values.put(column.substring(prefix.length()), value);
                }
            });
            return values;
        }

        /** The sample with all texts that mappers wrote, as it left the last step that kept it. */
        private Optional<Sample> current() {
            List<Sample> found = new ArrayList<>();
            for (ShardView view : reached.values()) {
                if (store.alive(view).contains(place.row())) {
                    store.live(view, (row, sample) -> {
                        if (row == place.row()) {
                            found.add(sample);
                        }
                    });
                }
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
        }

        private boolean contains(DatasetRecord dataset) {
            String stage = plan.steps().get(dataset.step()).stage();
            // What a round made has a step of its own in the stage; it left the stage by the last step that it reached there.
            return plan.steps().stream()
                    .filter(step -> step.stage().equals(stage) && step.index() <= dataset.step() && reached.containsKey(step.index()))
                    .reduce((one, two) -> two)
                    .map(step -> store.alive(reached.get(step.index())).contains(place.row()))
                    .orElse(false);
        }

        private Relative relative(Digest parent) {
            return search.find(run, parent)
                    .map(found -> new Relative(parent, found.identity().source(), found.step().stage()))
                    .orElseGet(() -> new Relative(parent, "not in this run", ""));
        }

        private ShardRow row(ShardView view) {
            ShardRow[] found = new ShardRow[1];
            store.rows(view.shard(), ShardStore.Columns.ALL, (row, read) -> {
                if (row == place.row()) {
                    found[0] = read;
                }
            });
            return found[0];
        }
    }
}
