package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.StopRules;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a running workflow knows of its rounds. */
final class RoundsProgress {
    private final RoundsRequest request;
    private final String started;
    private final List<RoundRecord> rounds = new ArrayList<>();
    private Optional<PoolResult> pool = Optional.empty();
    private Optional<String> stopped = Optional.empty();
    private Optional<String> finished = Optional.empty();
    private Optional<String> error = Optional.empty();
    private RunStatus status = RunStatus.RUNNING;
    private String phase = "stages of the recipe";
    private boolean adopted;

    RoundsProgress(RoundsRequest request, long now) {
        this.request = request;
        this.started = request.reached().map(RoundsRecord::started).orElseGet(() -> time(now));
        request.reached().ifPresent(before -> {
            rounds.addAll(before.rounds());
            pool = before.pool();
            phase = before.phase();
        });
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    Optional<PoolResult> pool() {
        return pool;
    }

    void prepared(PoolResult prepared) {
        pool = Optional.of(prepared);
    }

    void phase(String now) {
        phase = now;
    }

    void add(RoundRecord round) {
        rounds.add(round);
    }

    List<RoundNumbers> numbers() {
        return rounds.stream().map(RoundRecord::numbers).toList();
    }

    RoundRecord round(int number) {
        return rounds.get(number);
    }

    /** Number of the round that comes next. */
    int next() {
        return rounds.size();
    }

    Optional<Digest> result(int number) {
        return number < 0 || rounds.isEmpty() ? Optional.empty() : Optional.of(rounds.get(number).result());
    }

    /** Version of the data set of a round. */
    Optional<Digest> version(int number) {
        return number < 1 ? Optional.empty() : rounds.get(number).dataset().map(DatasetRecord::version);
    }

    void stopped(String why) {
        stopped = Optional.of(why);
    }

    void adopted() {
        adopted = true;
    }

    void finish(RunStatus reached, Optional<String> message, long now) {
        status = reached;
        error = message;
        finished = Optional.of(time(now));
        phase = "";
    }

    RoundsRecord record() {
        return new RoundsRecord(
                RoundsRecord.FORMAT,
                request.name(),
                request.stages().tenant(),
                request.stages().recipe(),
                request.stages().file(),
                request.settings(),
                request.stages().plan(),
                request.stages().input(),
                request.stages().run(),
                status,
                phase,
                started,
                finished,
                error,
                pool,
                rounds,
                StopRules.best(numbers()),
                stopped,
                adopted);
    }
}
