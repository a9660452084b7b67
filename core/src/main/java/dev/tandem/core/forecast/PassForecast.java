package dev.tandem.core.forecast;

import dev.tandem.core.engine.FusedPass;
import dev.tandem.core.engine.FusedPass.VerdictSink;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.RewritingFilter;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.core.shard.Selection.Outcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What filters and mappers do to samples, each alone and all in order, and what they cost. */
final class PassForecast {
    /** The first runs warm up. */
    private static final int RUNS = 3;
    private static final int WARM_UP_SAMPLES = 4;

    private final List<String> labels;
    /** Makes operators anew, by place: what they remember, they remember for a shard. */
    private final List<Supplier<CurationOperator>> anew;
    private final List<CurationOperator> operators;
    private final List<Sample> samples;
    private final List<Fact> facts = new ArrayList<>();
    private final BitSet alive = new BitSet();
    private final Optional<List<Map<String, Object>>> measured;
    private final ShardModels models;
    private final Function<Sample, Digest> shards;
    private Sample[] current;

    /**
     * Runs them.
     *
     * @param models that the operators ask
     * @param shards that samples stand in
     * @param collect whether to hold what is measured, for selectors that come after
     */
    PassForecast(
            List<String> labels,
            List<Supplier<CurationOperator>> anew,
            List<Sample> samples,
            ShardModels models,
            Function<Sample, Digest> shards,
            boolean collect) {
        this.labels = labels;
        this.anew = anew;
        this.operators = anew.stream().map(Supplier::get).toList();
        this.samples = samples;
        this.models = models;
        this.shards = shards;
        this.current = samples.toArray(Sample[]::new);
        this.measured = collect
                ? Optional.of(samples.stream().<Map<String, Object>>map(sample -> new TreeMap<>()).toList())
                : Optional.empty();
        alive.set(0, samples.size());
        BitSet healthy = (BitSet) alive.clone();
        for (int place = 0; place < operators.size(); place++) {
            facts.add(fact(place, healthy));
        }
        shared(IntStream.range(0, operators.size()).boxed().toList(), samples).forEach((place, nanos) -> facts.set(
                place, facts.get(place).withNanos(nanos)));
    }

    /**
     * What is known of an operator.
     *
     * @param in samples that it was asked about
     * @param against samples that it drops, whatever others do
     * @param dropped samples that it drops first
     * @param failed samples that it cannot process
     * @param alone nanoseconds of a sample, without what others have worked out
     * @param nanos nanoseconds of a sample in its place
     * @param busy nanoseconds of processors that a sample takes in this process, model servers in it included
     * @param calls how often models were needed, by model
     */
    record Fact(
            int in, BitSet against, int dropped, BitSet failed, double alone, double nanos, double busy, AskedRows calls) {
        Fact withNanos(double measured) {
            return new Fact(in, against, dropped, failed, alone, measured, measured, calls);
        }

        BitSet out() {
            BitSet out = (BitSet) against.clone();
            out.or(failed);
            return out;
        }
    }

    List<Fact> facts() {
        return facts;
    }

    /** What is left, as mappers left it. */
    List<Sample> kept() {
        return alive.stream().mapToObj(row -> current[row]).toList();
    }

    /** What was measured of those that are left, by column, in the same order; nothing where it was not to be held. */
    List<Map<String, Object>> measured() {
        return measured.map(all -> alive.stream().mapToObj(all::get).toList()).orElse(List.of());
    }

    /** Runs one operator alone over what those before it left. */
    private Fact fact(int place, BitSet healthy) {
        int[] rows = healthy.stream().toArray();
        List<Sample> asked = IntStream.of(rows).mapToObj(row -> current[row]).toList();
        Outcomes outcomes = new Outcomes(rows);
        AskedRows calls = new AskedRows();
        double alone = Double.POSITIVE_INFINITY;
        boolean asks = !operators.get(place).models().isEmpty();
        Stopwatch busy = Stopwatch.process();
        if (asks) {
            alone = asking(place, asked, busy, calls, outcomes) / Math.max(1, rows.length);
        } else {
            for (int run = 0; run < RUNS; run++) {
                Stopwatch watch = Stopwatch.processor();
                FusedPass.Result result = alone(operators.get(place), place, asked, watch, row -> {});
                alone = Math.min(alone, (double) watch.nanos() / Math.max(1, rows.length));
                if (run == RUNS - 1) {
                    outcomes.add(result, 0, asked.size());
                }
            }
        }
        healthy.andNot(outcomes.failed);
        int before = alive.cardinality();
        alive.andNot(outcomes.failed);
        int broken = before - alive.cardinality();
        alive.andNot(outcomes.against);
        double taken = asks ? (double) busy.nanos() / Math.max(1, rows.length) : alone;
        return new Fact(
                rows.length, outcomes.against, before - broken - alive.cardinality(), outcomes.failed, alone, alone, taken, calls);
    }

    /** Asks shard by shard, as a run does; nanoseconds of it all. */
    private double asking(int place, List<Sample> asked, Stopwatch busy, AskedRows calls, Outcomes outcomes) {
        // A model that is asked for the first time is loaded.
        asked.stream().findFirst().map(shards).ifPresent(models::enterUncounted);
        alone(anew.get(place).get(), place, asked.subList(0, Math.min(WARM_UP_SAMPLES, asked.size())), Stopwatch.wall(), row -> {});
        Stopwatch watch = Stopwatch.wall();
        int from = 0;
        for (ShardGroup group : ShardGroup.of(asked, shards)) {
            models.enter(group.shard());
            Halves halves = new Halves(group.samples().size());
            CurationOperator operator = anew.get(place).get();
            try (Stopwatch.Lap lap = busy.lap()) {
                outcomes.add(alone(operator, place, group.samples(), watch, halves), from, group.samples().size());
                models.leave();
            }
            halves.tell(calls);
            from += group.samples().size();
        }
        return watch.nanos();
    }

    private FusedPass.Result alone(
            CurationOperator operator, int place, List<Sample> asked, Stopwatch watch, PassStep.ShardStarts starts) {
        return PassStep.inMemory(
                List.of(labels.get(place)), List.of(Timed.of(operator, watch)), asked, VerdictSink.IGNORE, starts);
    }

    /** What an operator did, by row of all samples; what it changed and measured is kept for those that follow. */
    private final class Outcomes {
        private final int[] rows;
        private final BitSet against = new BitSet();
        private final BitSet failed = new BitSet();

        Outcomes(int[] rows) {
            this.rows = rows;
        }

        void add(FusedPass.Result result, int from, int count) {
            result.selection().out().forEach((reason, out) ->
                    out.forEach((int i) -> (reason.outcome() == Outcome.FAILED ? failed : against).set(rows[from + i])));
            for (int i = 0; i < count; i++) {
                int row = rows[from + i];
                current[row] = result.overlay().apply(i, current[row]);
                if (measured.isPresent()) {
                    measured.get().get(row).putAll(result.features().row(i));
                }
            }
        }
    }

    /** Counts what half of the samples of a shard take, and all of them. */
    private final class Halves implements PassStep.ShardStarts {
        private final int samples;
        private Map<String, ScoreCount> half = Map.of();

        Halves(int samples) {
            this.samples = samples;
        }

        @Override
        public boolean isStart(int row) {
            return row > 0 && row == samples / 2;
        }

        @Override
        public void entered(int row) {
            half = models.take();
        }

        void tell(AskedRows calls) {
            Map<String, ScoreCount> all = models.take();
            half.forEach((model, count) -> all.merge(model, count, ScoreCount::plus));
            calls.addHalf(half, samples / 2);
            calls.add(all, samples);
        }
    }

    /** Nanoseconds of a sample for each operator, by place, when they share what they work out; without those that ask models. */
    private Map<Integer, Double> shared(List<Integer> places, List<Sample> asked) {
        List<Integer> own = places.stream().filter(place -> operators.get(place).models().isEmpty()).toList();
        Map<Integer, Double> nanos = new TreeMap<>();
        for (int run = 0; run < RUNS && !asked.isEmpty(); run++) {
            List<Stopwatch> watches = own.stream().map(place -> Stopwatch.processor()).toList();
            PassStep.inMemory(
                    own.stream().map(labels::get).toList(),
                    IntStream.range(0, own.size())
                            .mapToObj(i -> Timed.of(operators.get(own.get(i)), watches.get(i)))
                            .toList(),
                    asked,
                    VerdictSink.IGNORE);
            for (int i = 0; i < own.size(); i++) {
                nanos.merge(own.get(i), (double) watches.get(i).nanos() / asked.size(), Math::min);
            }
        }
        return nanos;
    }

    /** What a sample costs on average when the operators stand in several stages, measured. */
    double nanos(List<List<Integer>> stages, double stageNanos) {
        double sum = 0;
        List<Sample> asked = samples;
        BitSet left = new BitSet();
        left.set(0, samples.size());
        for (int stage = 0; stage < stages.size(); stage++) {
            int count = asked.size();
            Map<Integer, Double> shared = shared(stages.get(stage), asked);
            for (int place : stages.get(stage)) {
                sum += count * shared.getOrDefault(place, facts.get(place).alone());
                left.andNot(facts.get(place).out());
            }
            sum += stage == 0 ? 0 : count * stageNanos;
            asked = left.stream().mapToObj(row -> current[row]).toList();
        }
        return sum / Math.max(1, samples.size());
    }

    /** The operators as what can be ordered. */
    List<StageOrder.Candidate> candidates() {
        return IntStream.range(0, operators.size())
                .mapToObj(place -> new StageOrder.Candidate(
                        place, isMovable(operators.get(place)), facts.get(place).alone(), facts.get(place).out()))
                .toList();
    }

    private static boolean isMovable(CurationOperator operator) {
        return operator instanceof Filter && !(operator instanceof RewritingFilter);
    }
}
