package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.GivenSamples;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.engine.WordSetDeduplicator;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.Documents;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads and deduplicates for real, over a store in memory. Each attempt is made by another of several workers, which share
 * nothing but the store. In its first attempts all work ends somewhere where it touches the store, before or after something
 * was written; where, a seed says.
 */
final class DedupingServices extends FakeServices {
    private static final int DEADLY_ATTEMPTS = 3;
    /** Before and after each of the first objects. */
    private static final int DEADLY_TOUCHES = 8;

    private static final OperatorSpec READER = new OperatorSpec("given", "given", 1, Map.of(), Map.of());
    private static final OperatorSpec WORDS = new OperatorSpec("words", "words", 1, Map.of(), Map.of());
    private static final WordSetDeduplicator OPERATOR = new WordSetDeduplicator(0.7);

    /** Work that ended somewhere, by what it was. */
    final Set<String> deaths = ConcurrentHashMap.newKeySet();
    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final List<List<Sample>> samples;
    private final List<Worker> workers;
    private final int parts;
    private final OptionalLong seed;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    /** Of a thread, and of those that it starts to write several objects at a time. */
    private final ThreadLocal<Life> life = new InheritableThreadLocal<>();

    /** What an attempt is at, and how often it may still touch the store. */
    private static final class Life {
        private final String work;
        private final AtomicLong left;

        Life(String work, long left) {
            this.work = work;
            this.left = new AtomicLong(left);
        }
    }

    /**
     * Services.
     *
     * @param seed of where work ends; without it, none does
     */
    DedupingServices(List<List<Sample>> samples, int workers, int parts, OptionalLong seed) {
        super(
                new PlanOutline(
                        List.of(
                                WorkflowBench.step(0, StepKind.READ, Optional.empty()),
                                WorkflowBench.step(1, StepKind.DEDUPLICATE, Optional.of("documents"))),
                        100,
                        1),
                samples.size());
        this.samples = samples;
        this.parts = parts;
        this.seed = seed;
        this.workers = IntStream.range(0, workers).mapToObj(unused -> new Worker(mortal())).toList();
    }

    /** What one worker has, and loses when it ends; another has nothing of it. */
    private record Worker(ShardStore store, DedupStep step, Documents documents) {
        Worker(ObjectStore objects) {
            this(new ShardStore(objects));
        }

        private Worker(ShardStore store) {
            this(store, new DedupStep(store), new Documents(store.contents()));
        }
    }

    private ObjectStore mortal() {
        return (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    survive();
                    try {
                        Object result = method.invoke(objects, arguments);
                        survive();
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void survive() {
        if (life.get().left.decrementAndGet() == 0) {
            deaths.add(life.get().work);
            throw new TandemException(ErrorCode.STORE_UNAVAILABLE, "The worker has ended");
        }
    }

    /** Does work as one of the workers. */
    private <T> T attempt(String work, int index, Function<Worker, T> by) {
        int attempt = attempts.merge(work + " " + index, 1, Integer::sum);
        long touches = seed.isEmpty() || attempt > DEADLY_ATTEMPTS
                ? Long.MAX_VALUE
                : 1 + new Random(seed.getAsLong() + (work + index + attempt).hashCode()).nextInt(DEADLY_TOUCHES);
        Worker worker = workers.get(turn.getAndIncrement() % workers.size());
        return ServiceStream.coded(() -> {
            life.set(new Life(work, touches));
            try {
                return by.apply(worker);
            } finally {
                life.remove();
            }
        });
    }

    /** What is left, read by somebody who lives. */
    List<ShardView> views(Digest list) {
        ShardStore store = new ShardStore(objects);
        return new Documents(store.contents()).keys(list).stream().map(store::view).toList();
    }

    ShardStore store() {
        return new ShardStore(objects);
    }

    @Override
    public ShardOutcome process(ShardTask task) {
        return attempt(task.work().name(), task.index(), worker -> switch (task.work()) {
            case READ -> counted(read(worker, task.index()));
            case SIGN -> uncounted(sign(worker, task));
            case BUCKET -> uncounted(bucket(worker, task));
            case SELECT -> counted(select(worker, task));
            default -> throw new IllegalStateException("Nobody asked for " + task.work());
        });
    }

    private static ShardOutcome counted(ShardView view) {
        return new ShardOutcome(view.key(), false, view.counts(), view.reasons(), Map.of(), Map.of());
    }

    private static ShardOutcome uncounted(Digest key) {
        return new ShardOutcome(key, false, Counts.NONE, Map.of(), Map.of(), Map.of());
    }

    private ShardView read(Worker worker, int index) {
        Reader.Split split = new Reader.Split("shard" + index, 0, samples.get(index).size());
        Digest key = ReadStep.key(Digest.of("input"), split, READER);
        return worker.store().reuse(key).orElseGet(() -> new ReadStep(worker.store()).run(
                key, List::of, split, READER, new GivenSamples(samples.get(index)), Progress.SILENT));
    }

    private static Digest sign(Worker worker, ShardTask task) {
        Digest input = worker.documents().keys(task.list()).get(task.index());
        return worker.step().sign(
                DedupStep.signKey(input, WORDS, Map.of()), worker.store().view(input), OPERATOR, Progress.SILENT);
    }

    private Digest bucket(Worker worker, ShardTask task) {
        DedupStep.Signed signed = signed(worker, task.signatures().orElseThrow());
        Digest key = worker.documents().keys(task.list()).get(task.index());
        return worker.step().bucket(key, signed, task.index(), parts, OPERATOR, Progress.SILENT);
    }

    private static DedupStep.Signed signed(Worker worker, Digest signatures) {
        return new DedupStep.Signed(worker.documents().keys(signatures), 0);
    }

    private static ShardView select(Worker worker, ShardTask task) {
        Digest input = worker.documents().keys(task.list()).get(task.index());
        Digest clusters = task.clusters().orElseThrow();
        Digest key = DedupStep.selectKey(clusters, task.index(), input, WORDS);
        return worker.step().select(key, worker.store().view(input), clusters, task.index(), WORDS, Progress.SILENT);
    }

    @Override
    public Digest keep(List<Digest> keys) {
        return attempt("keep", keys.hashCode(), worker -> worker.documents().putKeys(keys));
    }

    @Override
    public Digest join(List<Digest> lists) {
        return attempt("join", lists.hashCode(), worker -> worker.documents().putKeys(
                lists.stream().flatMap(list -> worker.documents().keys(list).stream()).toList()));
    }

    @Override
    public ShardList parts(Digest digest, int step, Digest signatures) {
        return attempt("parts", step, worker -> {
            DedupStep.Signed signed = signed(worker, signatures);
            List<Digest> keys = IntStream.range(0, parts)
                    .mapToObj(part -> DedupStep.bucketKey(signed, WORDS, Map.of(), part, parts))
                    .toList();
            return new ShardList(worker.documents().putKeys(keys), parts);
        });
    }

    @Override
    public Digest cluster(Digest digest, int step, Digest inputs, Digest signatures) {
        return attempt("cluster", step, worker -> {
            DedupStep.Signed signed = signed(worker, signatures);
            Digest key = DedupStep.bucketKey(signed, WORDS, Map.of(), 0, 1);
            worker.step().bucket(key, signed, 0, 1, OPERATOR, Progress.SILENT);
            return cluster(worker, inputs, signed, List.of(key));
        });
    }

    @Override
    public Digest clusterParts(Digest digest, int step, Digest inputs, Digest signatures, Digest pairs) {
        return attempt("cluster", step, worker -> cluster(worker, inputs, signed(worker, signatures), worker.documents().keys(pairs)));
    }

    private static Digest cluster(Worker worker, Digest inputs, DedupStep.Signed signed, List<Digest> pairs) {
        Digest key = DedupStep.clusterKey(worker.documents().keys(inputs), WORDS, Map.of());
        return worker.step().cluster(key, signed, pairs, OPERATOR, Progress.SILENT);
    }
}
