package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.PoolResult;
import dev.tandem.core.rounds.RoundNumbers;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.RoundsReview;
import dev.tandem.core.rounds.StopRules;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What a running workflow knows of its rounds. */
final class RoundsProgress {
    private final RoundsRequest request;
    private final String started;
    private final List<RoundRecord> rounds = new ArrayList<>();
    private final List<RunChange> changes = new ArrayList<>();
    private final List<RoundsReview> reviews = new ArrayList<>();
    private Optional<PoolResult> pool = Optional.empty();
    private Optional<PoolResult> otherPool = Optional.empty();
    private Optional<String> stopped = Optional.empty();
    private Optional<String> finished = Optional.empty();
    private Optional<String> error = Optional.empty();
    private RunStatus status = RunStatus.RUNNING;
    private String phase = "stages of the recipe";
    private boolean adopted;
    private boolean paused;

    RoundsProgress(RoundsRequest request, long now) {
        this.request = request;
        this.started = request.reached().map(RoundsRecord::started).orElseGet(() -> time(now));
        request.reached().ifPresent(before -> {
            rounds.addAll(before.rounds());
            pool = before.pool();
            otherPool = before.otherPool();
            phase = before.phase();
            changes.addAll(before.changes());
            reviews.addAll(before.reviews());
            paused = before.status() == RunStatus.PAUSED;
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

    void preparedOther(PoolResult prepared) {
        otherPool = Optional.of(prepared);
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

    /** The best one so far, round 0 not counted. */
    Optional<RoundRecord> best() {
        OptionalInt best = StopRules.best(numbers());
        return best.isPresent() ? Optional.of(rounds.get(best.getAsInt())) : Optional.empty();
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

    boolean isPaused() {
        return paused;
    }

    /** Returns whether that is a change. */
    boolean setPaused(String by, boolean wanted, long now) {
        if (paused == wanted) {
            return false;
        }
        changes.add(new RunChange(time(now), by, RunChange.PAUSED, Boolean.toString(paused), Boolean.toString(wanted)));
        paused = wanted;
        return true;
    }

    List<RoundsReview> reviews() {
        return reviews;
    }

    /** One more gate, or another state of the last one. */
    void reviewed(RoundsReview review) {
        if (!reviews.isEmpty() && reviews.getLast().round() == review.round()) {
            reviews.removeLast();
        }
        reviews.add(review);
    }

    private RunStatus shown() {
        if (status != RunStatus.RUNNING) {
            return status;
        }
        boolean waits = !reviews.isEmpty() && reviews.getLast().waits();
        return paused ? RunStatus.PAUSED : waits ? RunStatus.IN_REVIEW : status;
    }

    void checkNotFinished() {
        if (status.finished()) {
            throw RunProgress.failure(ErrorCode.INVALID_ARGUMENT, "The rounds '" + request.name() + "' are "
                    + status.name().toLowerCase(Locale.ROOT) + "; only those that are not finished can be changed.");
        }
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
                shown(),
                phase,
                started,
                finished,
                error,
                pool,
                rounds,
                StopRules.best(numbers()),
                stopped,
                adopted,
                otherPool,
                changes,
                reviews);
    }
}
