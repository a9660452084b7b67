package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.DatasetRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Services of rounds in memory, which keep what they made by what makes it, and may die after any of it. */
final class FakeRounds implements RoundsActivities {
    /** What was asked, with every attempt. */
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    /** What was made, by its key: more than once is a defect. */
    final List<String> made = Collections.synchronizedList(new ArrayList<>());
    final List<RoundsRecord> records = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Digest> names = Collections.synchronizedMap(new TreeMap<>());
    final Set<String> versions = Collections.synchronizedSet(new TreeSet<>());
    /** Rounds whose towers a server has. */
    final Set<Digest> servedTowers = Collections.synchronizedSet(new HashSet<>());
    private final double[] recalls;

    /** Thrown after work that is done: the worker that did it is gone. */
    Function<String, Optional<TandemException>> deaths = call -> Optional.empty();

    /** Rounds may go on only with a permit, where there are permits. */
    Optional<Semaphore> permits = Optional.empty();

    /** @param recalls of each round, from round 0 */
    FakeRounds(double... recalls) {
        this.recalls = recalls;
    }

    private <T> T done(String call, T result) {
        calls.add(call);
        return ServiceStream.coded(() -> {
            deaths.apply(call).ifPresent(thrown -> {
                throw thrown;
            });
            return result;
        });
    }

    private Digest once(String key) {
        Digest digest = Digest.of(key);
        if (!made.contains(key)) {
            made.add(key);
        }
        return digest;
    }

    @Override
    public PoolResult preparePool(RoundsRequest request) {
        Digest pool = once("pool");
        return done("pool", new PoolResult(PoolResult.FORMAT, pool, pool, 100, 80, 0, 0));
    }

    @Override
    public PoolResult prepareOtherPool(RoundsRequest request) {
        Digest pool = once("other pool");
        return done("other pool", new PoolResult(PoolResult.FORMAT, pool, pool, 100, 80, 0, 0));
    }

    @Override
    public TrainedRound trainRound(RoundsRequest request, Digest pool, int number, Optional<Digest> previous, Optional<Digest> first) {
        calls.add("begin " + number);
        permits.ifPresent(Semaphore::acquireUninterruptibly);
        Digest round = once("round " + number + " of " + pool + previous + first
                + request.reached().flatMap(RoundsRecord::otherPool).map(PoolResult::key).map(Digest::hex).orElse("")
                + said(request));
        return done("round " + number, new TrainedRound(round, numbers(number), Map.of("m_image", round), false));
    }

    @Override
    public List<ServedModels> serveTowers(TowersToServe towers) {
        towers.load().ifPresent(servedTowers::add);
        if (!towers.keepOthers()) {
            Set<Digest> stay = new HashSet<>(towers.keep());
            towers.load().ifPresent(stay::add);
            names.values().forEach(stay::add);
            servedTowers.retainAll(stay);
        }
        String call = towers.named() ? "serve for good" : towers.load().isPresent() ? "serve" : "unload";
        return done(call, List.of(new ServedModels("triton:8001", ServedModels.State.LOADED, "")));
    }

    private static String said(RoundsRequest request) {
        return request.reached().map(RoundsRecord::reviews).orElse(List.of()).stream()
                .flatMap(review -> review.answer().stream())
                .map(answer -> " with " + answer.labels())
                .collect(Collectors.joining());
    }

    private RoundNumbers numbers(int number) {
        Estimate recall = new Estimate(recalls[number], recalls[number] - 0.01, recalls[number] + 0.01);
        return new RoundNumbers(90, 60, 0, 30, number == 0 ? 0 : 3, number == 0 ? 0 : 4,
                number == 0 ? Optional.empty() : Optional.of(new RoundNumbers.Cut(0, 0.3, 0.1)),
                recall, recall, 0.05, Optional.empty(), Optional.empty(), Optional.empty(), 0.8, 0.6, new TreeMap<>());
    }

    @Override
    public DatasetRecord publishRound(RoundsRequest request, Digest round, Optional<Digest> parent) {
        Digest version = once("version of " + round + parent);
        versions.add(version.hex());
        return done("publish", new DatasetRecord("set", 2, version, 60, 1, false));
    }

    @Override
    public void recordRound(
            RoundsRequest request, String run, Digest round, Optional<DatasetRecord> dataset, String started, String finished) {
        String number = run.replaceAll("recipe\\.round-([0-9]+)-.*", "$1");
        once("run " + number);
        done("run " + number, "");
    }

    @Override
    public void adoptRound(RoundsRequest request, Digest round, Optional<Digest> parent) {
        names.put("m_image", round);
        names.put("set", Digest.of("version of " + round + parent));
        done("adopt", "");
    }

    @Override
    public void recordRounds(RoundsRecord record) {
        records.add(record);
        done("record", "");
    }

    @Override
    public void reportRounds(String name, Optional<String> run) {
        done("report", "");
    }

    static TandemException death() {
        return new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "the worker was killed");
    }
}
