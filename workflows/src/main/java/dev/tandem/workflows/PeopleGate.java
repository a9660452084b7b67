package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsReview;
import dev.tandem.core.run.ReviewRecord.State;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where rounds wait for what people say of the pairs that lie nearest to the cut of the last one. */
final class PeopleGate {
    /** As many as are exported at once. */
    private static final int MOST_SAMPLES = 10_000;

    private final RoundsProgress progress;
    private final Runnable record;

    /** @param record writes down how the rounds stand */
    PeopleGate(RoundsProgress progress, Runnable record) {
        this.progress = progress;
        this.record = record;
    }

    /** Returns at once where nobody is to be asked: before the first round, without a cut, or once the share has fallen to nothing. */
    void ask(Rounds.People people, RoundRecord last) {
        double share = RoundsReview.share(people, progress.reviews());
        int samples = (int) Math.min(MOST_SAMPLES, Math.round(share * last.numbers().judged()));
        if (last.run().isEmpty() || last.numbers().cut().isEmpty() || samples == 0) {
            return;
        }
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        Optional<String> until = people.timeoutSeconds().isPresent()
                ? Optional.of(now.plusSeconds(people.timeoutSeconds().getAsLong()).toString())
                : Optional.empty();
        progress.reviewed(new RoundsReview(
                last.number(), last.run().get(), share, samples, last.numbers().cut().get().threshold(), State.WAITING, now.toString(),
                until, Optional.empty()));
        progress.phase("people look at " + samples + " pairs of round " + last.number());
        record.run();
        await(people);
    }

    private void await(Rounds.People people) {
        if (people.timeoutSeconds().isPresent()
                && !Workflow.await(Duration.ofSeconds(people.timeoutSeconds().getAsLong()), () -> !waits())) {
            timedOut(people);
        }
        Workflow.await(() -> !waits());
    }

    private boolean waits() {
        return open().isPresent();
    }

    private Optional<RoundsReview> open() {
        List<RoundsReview> reviews = progress.reviews();
        return reviews.isEmpty() ? Optional.empty() : Optional.of(reviews.getLast()).filter(RoundsReview::waits);
    }

    private void timedOut(Rounds.People people) {
        RoundsReview waiting = open().orElseThrow();
        switch (people.onTimeout()) {
            case ACCEPT -> progress.reviewed(waiting.with(State.TIMED_OUT, Optional.empty()));
            case STOP -> {
                progress.reviewed(waiting.with(State.TIMED_OUT, Optional.empty()));
                throw RunProgress.failure(ErrorCode.REVIEW_TIMED_OUT, "Nobody looked at the pairs of round " + waiting.round() + " until "
                        + waiting.until().orElseThrow() + ". Start the rounds again, what is finished is reused, and review them in time;"
                        + " or raise 'timeout' or set 'on_timeout' of 'rounds: people'.");
            }
            case KEEP_WAITING -> progress.reviewed(waiting.with(State.OVERDUE, Optional.empty()));
        }
        record.run();
    }

    void check(RoundsAnswer answer) {
        RoundsReview waiting = open().orElseThrow(() -> RunProgress.failure(
                ErrorCode.INVALID_ARGUMENT, "The rounds wait for no review now."));
        if (waiting.round() != answer.round()) {
            throw RunProgress.failure(ErrorCode.INVALID_ARGUMENT, "The rounds wait for the review of round " + waiting.round()
                    + ", and not of round " + answer.round() + ". Export its pairs, and label those.");
        }
        if (answer.asked() < 1 || answer.asked() > waiting.samples() || answer.agreed() < 0 || answer.agreed() > answer.asked()) {
            throw RunProgress.failure(ErrorCode.INVALID_ARGUMENT, "The counts of the review do not fit a sample of " + waiting.samples()
                    + ": " + answer);
        }
    }

    void answer(RoundsAnswer given, Rounds.People people) {
        RoundsReview.Answer answer = new RoundsReview.Answer(
                given.by(), Instant.ofEpochMilli(Workflow.currentTimeMillis()).toString(), given.labels(), given.said(), given.asked(),
                given.agreed());
        State reached = answer.agreement() >= people.agreement() ? State.AGREED : State.DISAGREED;
        progress.reviewed(open().orElseThrow().with(reached, Optional.of(answer)));
        record.run();
    }
}
