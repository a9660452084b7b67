package dev.tandem.operators.testing;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.CreateStep;
import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.FitStep;
import dev.tandem.core.engine.GivenSamples;
import dev.tandem.core.engine.PairStep;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.engine.SpanStep;
import dev.tandem.core.evaluation.EvaluationRegistry;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.SampleSelector;
import dev.tandem.core.operator.SetCreator;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.Similarity;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.plan.EvaluationPins;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.publish.DatasetPublisher;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.MemoryObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A recipe run over samples that are given, step by step as the services do it, in a store in memory. */
public final class MemoryRun {
    public static final String TENANT = "tenant";
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final int SPAN_PARTS = 3;
    private static final SortSpace SPACE =
            new SortSpace(SortSpace.LEAST_BYTES, Path.of(System.getProperty("java.io.tmpdir"), "tandem-test"));

    private final MemoryObjectStore objects;
    private final ShardStore store;
    private final Plan plan;
    private final Inference models;
    private final Map<Integer, List<ShardView>> views = new TreeMap<>();

    private MemoryRun(MemoryObjectStore objects, Plan plan, Inference models) {
        this.objects = objects;
        this.store = new ShardStore(objects);
        this.plan = plan;
        this.models = models;
    }

    public static MemoryRun of(String recipe, List<List<Sample>> shards) {
        return of(new MemoryObjectStore(), recipe, shards);
    }

    /** A run whose operators ask models that are given. */
    public static MemoryRun asking(Inference models, String recipe, List<List<Sample>> shards) {
        return of(new MemoryObjectStore(), models, recipe, shards);
    }

    /** The same, over a store that is given. */
    public static MemoryRun asking(MemoryObjectStore objects, Inference models, String recipe, List<List<Sample>> shards) {
        return of(objects, models, recipe, shards);
    }

    /** Samples without parts cannot be read. */
    public static MemoryRun of(MemoryObjectStore objects, String recipe, List<List<Sample>> shards) {
        return of(objects, new WordVectors(), recipe, shards);
    }

    private static MemoryRun of(MemoryObjectStore objects, Inference models, String recipe, List<List<Sample>> shards) {
        EvaluationRegistry sets = new EvaluationRegistry(new ShardStore(objects).contents(), TENANT);
        Plan plan = new Planner(CATALOG).plan(new RecipeParser(CATALOG).parse(recipe, "recipe.yaml"));
        MemoryRun run = new MemoryRun(objects, new EvaluationPins(CATALOG, sets).pin(plan), models);
        run.plan.steps().forEach(step -> run.views.put(step.index(), run.run(step, shards)));
        return run;
    }

    public MemoryObjectStore objects() {
        return objects;
    }

    public ShardStore store() {
        return store;
    }

    public int steps() {
        return plan.steps().size();
    }

    /** What a step left. */
    public List<ShardView> views(int step) {
        return views.get(step);
    }

    private List<ShardView> run(PlannedStep step, List<List<Sample>> shards) {
        OperatorSpec first = step.operators().getFirst();
        List<ShardView> in = step.input().isPresent() ? views.get(step.input().getAsInt()) : List.of();
        return switch (step.kind()) {
            case READ -> IntStream.range(0, shards.size()).mapToObj(i -> read(first, i, shards.get(i))).toList();
            case PASS -> in.stream()
                    .map(view -> new PassStep(store).run(
                            PassStep.key(view.key(), step.operators(), Map.of()), view, step.operators(),
                            step.operators().stream().map(this::create).toList(), Progress.SILENT))
                    .toList();
            case DEDUPLICATE -> create(first) instanceof SpanDeduplicator spans ? cut(first, in, spans) : deduplicate(first, in);
            case SELECT -> in.stream()
                    .map(view -> new SelectStep(store).select(
                            SelectStep.key(view.key(), first), view, first, (SampleSelector) create(first), Progress.SILENT))
                    .toList();
            case SELECT_FROM_ALL -> select(first, in);
            case TRAIN -> throw new IllegalArgumentException(first.label() + " is trained by a service");
            case CREATE -> create(first) instanceof SetCreator pairing ? pair(first, in, pairing) : in.stream()
                    .map(view -> new CreateStep(store).run(
                            CreateStep.key(view.key(), first, Map.of()), view, first, (Creator) create(first), Progress.SILENT))
                    .toList();
        };
    }

    private ShardView read(OperatorSpec spec, int index, List<Sample> samples) {
        Reader.Split split = new Reader.Split("given-" + index + "-" + samples.hashCode(), 0, samples.size());
        return new ReadStep(store).run(
                ReadStep.key(Digest.of("input"), split, spec), List::of, split, spec, new GivenSamples(samples), Progress.SILENT);
    }

    private List<ShardView> deduplicate(OperatorSpec spec, List<ShardView> in) {
        DedupStep step = new DedupStep(store, SPACE);
        Similarity operator = (Similarity) create(spec);
        List<Digest> keys = keys(in);
        List<Digest> signed = switch (operator) {
            case Deduplicator alone -> in.stream()
                    .map(view -> step.sign(DedupStep.signKey(view.key(), spec, Map.of()), view, alone, Progress.SILENT))
                    .toList();
            case SetDeduplicator set -> placed(spec, in, set);
            default -> throw new IllegalStateException(spec.label());
        };
        DedupStep.Signed compared = new DedupStep.Signed(signed, 0);
        Digest clusters = step.cluster(
                DedupStep.clusterKey(keys, spec, Map.of()),
                compared,
                step.buckets(compared, spec, Map.of(), operator, Progress.SILENT),
                operator,
                Progress.SILENT);
        return IntStream.range(0, in.size())
                .mapToObj(i -> step.select(
                        DedupStep.selectKey(clusters, i, keys.get(i), spec), in.get(i), clusters, i, spec, Progress.SILENT))
                .toList();
    }

    private List<ShardView> cut(OperatorSpec spec, List<ShardView> in, SpanDeduplicator operator) {
        SpanStep step = new SpanStep(store, SPACE);
        List<Digest> signed = in.stream()
                .map(view -> step.sign(DedupStep.signKey(view.key(), spec, Map.of()), view, operator, Progress.SILENT))
                .toList();
        Digest found = step.deal(
                DedupStep.clusterKey(keys(in), spec, Map.of()), signed, parts(step, signed, spec), Progress.SILENT);
        return IntStream.range(0, in.size())
                .mapToObj(i -> step.select(
                        DedupStep.selectKey(found, i, in.get(i).key(), spec), in.get(i), found, i, spec, operator, Progress.SILENT))
                .toList();
    }

    private static List<Digest> parts(SpanStep step, List<Digest> signed, OperatorSpec spec) {
        DedupStep.Signed all = new DedupStep.Signed(signed, 0);
        return IntStream.range(0, SPAN_PARTS)
                .mapToObj(part -> step.bucket(
                        DedupStep.bucketKey(all, spec, Map.of(), part, SPAN_PARTS), signed, part, SPAN_PARTS, Progress.SILENT))
                .toList();
    }

    private List<Digest> placed(OperatorSpec spec, List<ShardView> in, SetDeduplicator operator) {
        FitStep step = new FitStep(store, SPACE);
        List<Digest> observed = in.stream()
                .map(view -> step.observe(
                        FitStep.observeKey(view.key(), spec, operator, Map.of()), view, operator, Progress.SILENT))
                .toList();
        Digest fitted = step.fit(FitStep.fitKey(observed, spec, Map.of()), observed, operator, Progress.SILENT);
        return observed.stream()
                .map(key -> step.place(FitStep.placeKey(key, fitted, spec), key, fitted, operator))
                .toList();
    }

    /** Little memory, so that summaries are merged through files. */
    private List<ShardView> select(OperatorSpec spec, List<ShardView> in) {
        SelectStep step = new SelectStep(store, SPACE);
        SetSelector selector = (SetSelector) create(spec);
        List<Digest> summaries = in.stream()
                .map(view -> step.summarize(SelectStep.summaryKey(view.key(), spec), view, selector, Progress.SILENT))
                .toList();
        Digest finding = step.merge(SelectStep.findingKey(keys(in), spec), summaries, selector, Progress.SILENT);
        return in.stream()
                .map(view -> step.select(
                        SelectStep.judgeKey(finding, view.key(), spec), view, finding, spec, selector, Progress.SILENT))
                .toList();
    }

    /** Little memory, so that offers are merged through files. */
    private List<ShardView> pair(OperatorSpec spec, List<ShardView> in, SetCreator creator) {
        PairStep step = new PairStep(store, SPACE);
        List<Digest> offers = in.stream()
                .map(view -> step.offer(PairStep.offerKey(view.key(), spec), view, creator, Progress.SILENT))
                .toList();
        Digest pairing = step.pair(PairStep.pairKey(keys(in), spec), offers, creator, Progress.SILENT);
        in.forEach(view -> step.handOver(
                PairStep.handOverKey(pairing, view.key(), spec), view, pairing, spec, creator, Progress.SILENT));
        return in.stream()
                .map(view -> step.create(
                        PairStep.createKey(pairing, view.key(), spec), view, pairing, spec, creator, Progress.SILENT))
                .toList();
    }

    private CurationOperator create(OperatorSpec spec) {
        OperatorContext context =
                new OperatorContext(models, MediaLimits.DEFAULT, EvaluationRegistry.stored(store.contents()));
        return CATALOG.create(spec.name(), spec.given(), context);
    }

    private static List<Digest> keys(List<ShardView> views) {
        return views.stream().map(ShardView::key).toList();
    }

    /** Ids of the samples that the last step of a stage left. */
    public TreeSet<Digest> kept(String stage) {
        PlannedStep step = plan.steps().stream().filter(found -> found.stage().equals(stage)).toList().getLast();
        TreeSet<Digest> kept = new TreeSet<>();
        views.get(step.index()).forEach(view -> store.live(view, (row, sample) -> kept.add(sample.id())));
        return kept;
    }

    /** How often each reason took a sample out of a step. */
    public Map<String, Long> reasons(int step) {
        Map<String, Long> reasons = new TreeMap<>();
        views.get(step).forEach(view -> view.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum)));
        return reasons;
    }

    /** What stands of the run in the bucket. */
    public RunRecord record(String name) {
        Documents documents = new Documents(store.contents());
        List<StepRecord> steps = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            List<ShardView> done = views.get(step.index());
            steps.add(new StepRecord(
                    step.index(), step.stage(), step.kind(), step.operators().stream().map(OperatorSpec::label).toList(),
                    Optional.of(documents.putKeys(keys(done))), done.size(), done.size(), 0,
                    done.stream().map(ShardView::counts).reduce(Counts.NONE, Counts::plus),
                    reasons(step.index()), Map.of(), 0));
        }
        return new RunRecord(
                RunRecord.FORMAT, name, TENANT, plan.recipe(), "recipe.yaml", documents.putPlan(plan), Digest.of("input"),
                RunStatus.COMPLETED, "2026-01-01T00:00:00Z", Optional.of("2026-01-01T00:00:01Z"), Optional.empty(), steps, List.of(),
                Optional.empty(), List.of(), List.of());
    }

    /** Publishes the data set of this name; returns its version. */
    public Digest publish(String name) {
        PlannedStep step =
                plan.steps().stream().filter(found -> found.publish().equals(Optional.of(name))).findFirst().orElseThrow();
        Map<Integer, List<Digest>> keys = new TreeMap<>();
        views.forEach((index, done) -> keys.put(index, keys(done)));
        List<Writer> writers = plan.formats().stream()
                .map(format -> (Writer) CATALOG.writers().create(format.name(), format.given(), OperatorContext.withoutModels()))
                .toList();
        Digest version = new DatasetPublisher(store)
                .publish(
                        new DatasetPublisher.Request(
                                TENANT, name, plan, step.index(), Digest.of("input"), keys, Map.of(), writers),
                        Progress.SILENT)
                .version();
        new Datasets(objects).point(TENANT, name, version);
        return version;
    }
}
