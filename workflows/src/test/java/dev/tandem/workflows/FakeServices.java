package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.workflows.ShardTask.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** All services in memory: every shard has ten samples, and nine are left after every pass. */
class FakeServices implements ShardActivities, RunActivities {
    static final Counts READ = new Counts(10, 0, 10, 0, 0, 0, 0);
    static final Counts PASSED = new Counts(10, 0, 9, 1, 0, 0, 0);
    static final Counts SELECTED = new Counts(9, 0, 8, 0, 1, 0, 0);
    static final Counts JUDGED = new Counts(10, 0, 8, 2, 0, 0, 0);
    static final Counts CREATED = new Counts(8, 16, 16, 0, 0, 0, 8);

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    /** Plans that the work of each step was done by. */
    final Map<Integer, Set<Digest>> plans = new ConcurrentHashMap<>();
    /** Plans that data sets were published with. */
    final Set<Digest> published = ConcurrentHashMap.newKeySet();
    final List<RunRecord> records = Collections.synchronizedList(new ArrayList<>());
    final Map<Work, Counts> counts = new EnumMap<>(Map.of(
            Work.READ, READ, Work.PASS, PASSED, Work.SELECT, SELECTED, Work.JUDGE, JUDGED, Work.CREATE, CREATED, Work.SCORE, JUDGED));
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger atWork = new AtomicInteger();
    private final PlanOutline plan;
    private final int shards;

    /** In which duplicates are looked for. */
    int parts = 1;

    /** Shards may go on only with a permit, where there are permits. */
    Optional<Semaphore> permits = Optional.empty();

    /** Thrown, as a service would, before work on a shard; by task and attempt. */
    Function<ShardTask, Optional<TandemException>> failures = task -> Optional.empty();

    FakeServices(PlanOutline plan, int shards) {
        this.plan = plan;
        this.shards = shards;
    }

    @Override
    public ShardOutcome process(ShardTask task) {
        most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        try {
            calls.add(task.work() + " " + task.index());
            plans.computeIfAbsent(task.step(), step -> ConcurrentHashMap.newKeySet()).add(task.plan());
            permits.ifPresent(Semaphore::acquireUninterruptibly);
            Optional<TandemException> failure = failures.apply(task);
            ServiceStream.coded(() -> {
                failure.ifPresent(thrown -> {
                    throw thrown;
                });
                return "";
            });
            Digest key = Digest.of(task.work() + "/" + task.step() + "/" + task.index());
            return new ShardOutcome(
                    key, task.index() == 0, counts.getOrDefault(task.work(), Counts.NONE), Map.of("reason", 1L), Map.of(),
                    Map.of("model", new ScoreCount(2, 1)));
        } finally {
            atWork.decrementAndGet();
        }
    }

    @Override
    public PlanOutline outline(Digest digest) {
        return plan;
    }

    @Override
    public ShardList split(Digest digest, Digest input) {
        return new ShardList(Digest.of("splits"), shards);
    }

    @Override
    public Digest keep(List<Digest> keys) {
        return Digest.of(keys.toString());
    }

    @Override
    public Digest join(List<Digest> lists) {
        calls.add("join " + lists.size());
        return Digest.of(lists.toString());
    }

    @Override
    public Digest fit(Digest digest, int step, Digest observed) {
        calls.add("fit " + step);
        return Digest.of("fitted");
    }

    @Override
    public TrainedStep train(Digest digest, int step, Digest inputs, String tenant) {
        calls.add("train " + step + " for " + tenant);
        return new TrainedStep(Digest.of("trained"), Map.of("model", new ScoreCount(5, 0)));
    }

    @Override
    public ShardList parts(Digest digest, int step, Digest signatures) {
        return new ShardList(Digest.of("parts"), parts);
    }

    @Override
    public Digest clusterParts(Digest digest, int step, Digest inputs, Digest signatures, Digest pairs) {
        calls.add("cluster parts " + step);
        return Digest.of("clusters");
    }

    @Override
    public Digest addToIndex(CurationRequest request, int step, Digest views) {
        calls.add("index " + step);
        return Digest.of("index");
    }

    @Override
    public Digest cluster(Digest digest, int step, Digest inputs, Digest signatures) {
        calls.add("cluster " + step);
        return Digest.of("clusters");
    }

    @Override
    public Digest merge(Digest digest, int step, Digest inputs, Digest summaries) {
        calls.add("merge " + step);
        return Digest.of("finding");
    }

    @Override
    public Digest pair(Digest digest, int step, Digest inputs, Digest offers) {
        calls.add("pair " + step);
        return Digest.of("pairing");
    }

    @Override
    public DatasetRecord publish(CurationRequest request, String name, int step, Map<Integer, Digest> views) {
        calls.add("publish " + name);
        published.add(request.plan());
        return new DatasetRecord(name, step, Digest.of(name), 8L * shards, 1, false);
    }

    @Override
    public void record(RunRecord record) {
        records.add(record);
    }

    @Override
    public String report(String run) {
        calls.add("report");
        return "reports/" + run;
    }
}
