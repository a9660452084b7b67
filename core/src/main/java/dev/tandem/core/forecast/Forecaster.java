package dev.tandem.core.forecast;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.SelectorRows;
import dev.tandem.core.engine.SpanStep;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.forecast.Forecast.OperatorForecast;
import dev.tandem.core.forecast.Forecast.Proposal;
import dev.tandem.core.forecast.Forecast.StepForecast;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.AlikePieces;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.DuplicateFinder;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.operator.SetCreator;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.operator.TrainedSelector;
import dev.tandem.core.operator.Verification;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.score.KnownScores;
import dev.tandem.core.shard.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Predicts from a sample of an input what a recipe will drop and cost. All steps run in memory, as they would run on the whole
 * input; its greatest limitation is that a sample has fewer duplicates than the whole.
 */
public final class Forecaster {
    /** Most samples that are looked at. */
    public static final int MAX_SAMPLES = 100_000;

    /** Less is not worth another recipe, and not told for certain by a sample. */
    private static final double WORTH = 0.95;
    private static final double MICRO = 1e3;
    private static final double SECOND = 1e9;

    private final OperatorCatalog catalog;
    private final OperatorContext context;
    private final Optional<KnownScores> known;

    /** For an input that no run has read. */
    public Forecaster(OperatorCatalog catalog, OperatorContext context) {
        this(catalog, context, Optional.empty());
    }

    /**
     * For an input that runs may have read.
     *
     * @param known what they asked models
     */
    public Forecaster(OperatorCatalog catalog, OperatorContext context, Optional<KnownScores> known) {
        this.catalog = catalog;
        this.context = context;
        this.known = known;
    }

    /**
     * Predicts.
     *
     * @param samples of the input to look at, about; the same number of the same input are always the same samples
     * @throws TandemException {@link ErrorCode#EMPTY_INPUT} where nothing of the input can be read, {@link ErrorCode#INVALID_ARGUMENT}
     */
    public Forecast forecast(Plan plan, Reader.Input input, int samples) {
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "From 1 to " + MAX_SAMPLES + " samples can be looked at, found " + samples);
        }
        OperatorSpec reading = plan.steps().getFirst().operators().getFirst();
        Reader reader = (Reader) catalog.create(reading.name(), reading.given(), context);
        RunShards shards = new RunShards(reader.split(input, plan.limits().shardSamples()), reading, known);
        Run run = new Run(plan, InputSample.of(reader, input, samples, shards), shards.count());
        return run.forecast(input.files().stream().mapToLong(Reader.InputFile::size).sum());
    }

    /** All steps over one sample of an input. */
    private final class Run {
        private final Plan plan;
        private final InputSample sample;
        private final double scale;
        private final int shardCount;
        private final Map<Integer, List<Sample>> left = new HashMap<>();
        private final MeasuredValues measured;
        private final List<StepForecast> steps = new ArrayList<>();
        private final List<Proposal> proposals = new ArrayList<>();
        private final Map<Digest, Digest> shards;
        private final Elapsed elapsed;
        private final ShardModels models = new ShardModels(context.inference(), known);
        private final OperatorContext counting =
                new OperatorContext(models, context.mediaLimits(), context.evaluationSets(), context.prompts());

        Run(Plan plan, InputSample sample, int shardCount) {
            this.plan = plan;
            this.sample = sample;
            this.shardCount = shardCount;
            this.shards = sample.shards();
            this.elapsed = Elapsed.of(plan.limits(), shardCount);
            this.scale = (double) sample.total() / sample.read();
            this.measured = new MeasuredValues(plan);
        }

        Forecast forecast(long inputBytes) {
            for (PlannedStep step : plan.steps()) {
                if (step.kind() == StepKind.READ) {
                    left.put(step.index(), sample.samples());
                } else {
                    List<Sample> in = left.get(step.input().getAsInt());
                    switch (step.kind()) {
                        case PASS -> pass(step, in);
                        case DEDUPLICATE -> deduplicate(step, in);
                        case SELECT, SELECT_FROM_ALL -> select(step, in);
                        case TRAIN -> train(step, in);
                        case CREATE -> make(step, in);
                        case READ -> throw new IllegalStateException("read twice");
                    }
                }
            }
            Map<String, Long> calls = sum(OperatorForecast::calls);
            Budget budget = plan.limits().budget().orElse(Budget.NONE);
            double seconds = sample.nanos() * sample.total() / SECOND + steps.stream().mapToDouble(StepForecast::seconds).sum();
            return new Forecast(
                    plan.recipe(),
                    inputBytes,
                    sample.total(),
                    sample.read(),
                    sample.unreadable(),
                    sample.nanos() / MICRO,
                    seconds,
                    elapsed.seconds(sample.nanos(), sample.nanos(), sample.total())
                            + steps.stream().mapToDouble(StepForecast::elapsedSeconds).sum(),
                    steps,
                    calls,
                    sum(OperatorForecast::known),
                    budget.prices().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(budget.cost(calls)),
                    budget.exceeded(calls),
                    proposals);
        }

        private Map<String, Long> sum(Function<OperatorForecast, Map<String, Long>> rows) {
            Map<String, Long> sum = new TreeMap<>();
            steps.stream()
                    .flatMap(step -> step.operators().stream())
                    .forEach(operator -> rows.apply(operator).forEach((model, more) -> sum.merge(model, more, Long::sum)));
            return sum;
        }

        private Digest shard(Sample of) {
            return shards.get(of.id());
        }

        private CurationOperator create(OperatorSpec spec) {
            return catalog.create(spec.name(), spec.given(), counting);
        }

        private void pass(PlannedStep step, List<Sample> in) {
            List<String> labels = step.operators().stream().map(OperatorSpec::label).toList();
            List<Supplier<CurationOperator>> anew = step.operators().stream()
                    .<Supplier<CurationOperator>>map(spec -> () -> create(spec))
                    .toList();
            PassForecast pass = new PassForecast(labels, anew, in, models, this::shard, measured.areWanted());
            List<OperatorForecast> operators = new ArrayList<>();
            double busy = 0;
            double wall = 0;
            for (int place = 0; place < labels.size(); place++) {
                PassForecast.Fact fact = pass.facts().get(place);
                operators.add(operator(
                        step.operators().get(place), fact.in(), fact.against().cardinality(), fact.dropped(),
                        fact.failed().cardinality(), fact.nanos(), fact.alone(), fact.calls()));
                busy += fact.busy();
                wall += fact.nanos();
            }
            add(step, in, pass.kept(), operators, elapsed.seconds(busy, wall, in.size() * scale));
            measured.put(step, pass.kept(), pass.measured());
            propose(step, in, pass);
        }

        private void propose(PlannedStep step, List<Sample> in, PassForecast pass) {
            double stageNanos = RereadCost.nanos(in);
            List<List<Integer>> best = new StageOrder(pass.candidates(), stageNanos).best(in.size());
            if (best.size() < 2) {
                return;
            }
            double now = pass.nanos(List.of(best.stream().flatMap(List::stream).sorted().toList()), stageNanos);
            double proposed = pass.nanos(best, stageNanos);
            if (proposed < now * WORTH) {
                List<String> labels = step.operators().stream().map(OperatorSpec::label).toList();
                double all = in.size() * scale / SECOND;
                proposals.add(new Proposal(
                        step.stage(),
                        labels,
                        best.stream().map(stage -> stage.stream().map(labels::get).toList()).toList(),
                        now * all,
                        proposed * all));
            }
        }

        private void deduplicate(PlannedStep step, List<Sample> in) {
            OperatorSpec spec = step.operators().getFirst();
            DuplicateFinder operator = (DuplicateFinder) create(spec);
            if (operator instanceof SpanDeduplicator cutting) {
                cut(step, cutting, in);
                return;
            }
            List<DedupStep.Membership> members = new ArrayList<>();
            Stopwatch watch = Stopwatch.processor();
            double[][] numbers = measured.columns(step, operator.readings(), in);
            models.enterUnkept();
            watch.time(() -> members.addAll(DedupStep.inMemory(operator, in, numbers)));
            int failed = (int) members.stream().filter(member -> member.failure().isPresent()).count();
            List<Sample> kept = members.stream()
                    .filter(DedupStep.Membership::keep)
                    .map(member -> in.get(member.row()))
                    .toList();
            int merged = in.size() - failed - kept.size();
            double nanos = (double) watch.nanos() / Math.max(1, in.size());
            add(step, in, kept, operator(spec, in.size(), merged, merged, failed, nanos, nanos, taken()));
            measured.put(step, kept, members.stream()
                    .filter(DedupStep.Membership::keep)
                    .map(member -> member.size() == 1
                            ? Map.<String, Object>of()
                            : Map.<String, Object>of(spec.label() + ".size", member.size()))
                    .toList());
        }

        private void cut(PlannedStep step, SpanDeduplicator operator, List<Sample> in) {
            OperatorSpec spec = step.operators().getFirst();
            List<FusedPass.Result> results = new ArrayList<>();
            Stopwatch watch = Stopwatch.processor();
            models.enterUnkept();
            watch.time(() -> results.add(SpanStep.inMemory(spec.label(), operator, in)));
            FusedPass.Result result = results.getFirst();
            List<Sample> kept = new ArrayList<>();
            List<Map<String, Object>> values = new ArrayList<>();
            result.selection().kept().forEach((int row) -> {
                kept.add(result.overlay().apply(row, in.get(row)));
                values.add(result.features().row(row));
            });
            int failed = (int) result.selection().count(Selection.Outcome.FAILED);
            int dropped = in.size() - failed - kept.size();
            double nanos = (double) watch.nanos() / Math.max(1, in.size());
            add(step, in, kept, operator(spec, in.size(), dropped, dropped, failed, nanos, nanos, taken()));
            measured.put(step, kept, values);
        }

        private void select(PlannedStep step, List<Sample> in) {
            OperatorSpec spec = step.operators().getFirst();
            Selector selector = (Selector) create(spec);
            SelectorRows rows = SelectorRows.of(in, measured.columns(step, selector.readings(), in));
            List<SelectStep.Verdict> verdicts = new ArrayList<>();
            Stopwatch watch = Stopwatch.processor();
            watch.time(() -> verdicts.addAll(SelectStep.inMemory(selector, rows)));
            List<SelectStep.Verdict> keeping = verdicts.stream().filter(verdict -> verdict.decision().keep()).toList();
            List<Sample> kept = keeping.stream().map(verdict -> in.get(verdict.row())).toList();
            int dropped = in.size() - kept.size();
            double nanos = (double) watch.nanos() / Math.max(1, in.size());
            add(step, in, kept, operator(spec, in.size(), dropped, dropped, 0, nanos, nanos, taken()));
            measured.put(step, kept, keeping.stream().map(verdict -> labelled(spec, verdict.values())).toList());
        }

        /** What is not trained yet drops nothing, and ranks as the value that its samples are chosen by. */
        private void train(PlannedStep step, List<Sample> in) {
            OperatorSpec spec = step.operators().getFirst();
            TrainedSelector selector = (TrainedSelector) create(spec);
            double[] values = measured.columns(step, selector.readings(), in)[0];
            Stopwatch watch = Stopwatch.wall();
            ShardGroup.of(in, this::shard).forEach(group -> {
                models.enter(group.shard());
                watch.time(() -> selector.ask(group.samples()));
            });
            double nanos = (double) watch.nanos() / Math.max(1, in.size());
            add(step, in, in, operator(spec, in.size(), 0, 0, 0, nanos, nanos, taken()));
            String score = spec.label() + "." + selector.features().getFirst().name();
            measured.put(step, in, Arrays.stream(values).mapToObj(value -> Map.<String, Object>of(score, value)).toList());
        }

        private static Map<String, Object> labelled(OperatorSpec spec, Map<String, Object> values) {
            Map<String, Object> labelled = new TreeMap<>();
            values.forEach((name, value) -> labelled.put(spec.label() + "." + name, value));
            return labelled;
        }

        private void make(PlannedStep step, List<Sample> in) {
            OperatorSpec spec = step.operators().getFirst();
            Creator creator = (Creator) create(spec);
            MadeSamples made = new MadeSamples(shards);
            Stopwatch watch = Stopwatch.processor();
            int failed = make(step, creator, in, made, watch);
            double nanos = (double) watch.nanos() / Math.max(1, in.size());
            add(step, in, made.samples(), operator(spec, in.size(), 0, 0, failed, nanos, nanos, taken()));
        }

        /** Returns how many failed. */
        private int make(PlannedStep step, Creator creator, List<Sample> in, MadeSamples made, Stopwatch watch) {
            Creator.Output out = Verification.checked(creator, made);
            if (creator instanceof SetCreator set) {
                models.enterUnkept();
                made.enter(Digest.of("made/" + step.index()));
                watch.time(() -> AlikePieces.among(in, set, out));
                return 0;
            }
            int failed = 0;
            for (ShardGroup group : ShardGroup.of(in, this::shard)) {
                models.enter(group.shard());
                made.enter(Digest.of("made/" + step.index() + "/" + group.shard()));
                for (Sample parent : group.samples()) {
                    try (Stopwatch.Lap lap = watch.lap()) {
                        creator.create(new SampleView(parent), out);
                    } catch (SampleFailedException e) {
                        failed++;
                    }
                }
            }
            return failed;
        }

        /** A step of one operator, in one thread. */
        private void add(PlannedStep step, List<Sample> in, List<Sample> kept, OperatorForecast operator) {
            add(step, in, kept, List.of(operator), operator.seconds());
        }

        private void add(PlannedStep step, List<Sample> in, List<Sample> kept, List<OperatorForecast> operators, double elapsedSeconds) {
            left.put(step.index(), kept);
            steps.add(new StepForecast(
                    step.stage(),
                    in.size(),
                    kept.size(),
                    Math.round(in.size() * scale),
                    Math.round(kept.size() * scale),
                    operators.stream().mapToDouble(OperatorForecast::seconds).sum(),
                    elapsedSeconds,
                    operators));
        }

        private OperatorForecast operator(
                OperatorSpec spec, int in, int against, int dropped, int failed, double nanos, double alone,
                AskedRows calls) {
            Map<String, Long> asked = new TreeMap<>();
            Map<String, Long> found = new TreeMap<>();
            calls.whole(scale, shardCount).forEach((model, rows) -> {
                asked.put(model, rows.asked());
                found.put(model, rows.known());
            });
            OperatorKind kind = catalog.find(spec.name()).orElseThrow().kind();
            return new OperatorForecast(
                    spec.label(),
                    kind,
                    in,
                    against,
                    dropped,
                    failed,
                    nanos / MICRO,
                    alone / MICRO,
                    Math.round(dropped * scale),
                    nanos * in * scale / SECOND,
                    asked,
                    found);
        }

        private AskedRows taken() {
            models.leave();
            return AskedRows.of(models.take());
        }
    }
}
