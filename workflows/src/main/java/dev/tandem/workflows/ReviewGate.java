package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.recipe.Review;
import dev.tandem.core.run.ReviewRecord;
import dev.tandem.core.run.ReviewRecord.State;
import dev.tandem.core.run.RunChange;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a run waits for what people say of a sample. What is judged follows from the record, so that nothing has to be stored. */
final class ReviewGate {
    private final RunProgress progress;
    private Optional<ReviewRecord> open = Optional.empty();

    ReviewGate(RunProgress progress) {
        this.progress = progress;
    }

    boolean waits() {
        return open.filter(ReviewRecord::waits).isPresent();
    }

    void open(PlanOutline.Step step, Review review, long now) {
        Optional<String> until = review.timeoutSeconds().isPresent()
                ? Optional.of(Instant.ofEpochMilli(now).plusSeconds(review.timeoutSeconds().getAsLong()).toString())
                : Optional.empty();
        set(new ReviewRecord(
                step.index(), step.stage(), review.sample(), review.minAgreement(), State.WAITING,
                Instant.ofEpochMilli(now).toString(), until, Optional.empty()));
    }

    private void set(ReviewRecord review) {
        open = Optional.of(review);
        progress.reviewed(review);
    }

    /** Returns once people have agreed, or the recipe lets a run go on that nobody answered; else the run fails. */
    void await(Review review) {
        if (review.timeoutSeconds().isPresent()
                && !Workflow.await(Duration.ofSeconds(review.timeoutSeconds().getAsLong()), () -> !waits())) {
            timedOut(review);
        }
        Workflow.await(() -> !waits());
        ReviewRecord answered = open.orElseThrow();
        if (answered.state() == State.DISAGREED) {
            throw RunProgress.failure(ErrorCode.REVIEW_DISAGREED, disagreement(answered));
        }
    }

    private void timedOut(Review review) {
        ReviewRecord waiting = open.orElseThrow();
        switch (review.onTimeout()) {
            case ACCEPT -> {
                set(waiting.with(State.TIMED_OUT));
                changed(RunChange.BY_TIMEOUT, "accepted without an answer");
            }
            case STOP -> {
                set(waiting.with(State.TIMED_OUT));
                throw RunProgress.failure(ErrorCode.REVIEW_TIMED_OUT, "Nobody reviewed the stage '" + waiting.stage() + "' until "
                        + waiting.until().orElseThrow() + ". Run the recipe again, what is finished is reused, and review it in time;"
                        + " or raise 'timeout' or set 'on_timeout' of its 'review'.");
            }
            case KEEP_WAITING -> set(waiting.with(State.OVERDUE));
        }
    }

    private void changed(String by, String after) {
        progress.changed(Workflow.currentTimeMillis(), by, RunChange.REVIEW + open.orElseThrow().stage(), "waiting", after);
    }

    private static String disagreement(ReviewRecord review) {
        ReviewRecord.Answer answer = review.answer().orElseThrow();
        return String.format(
                Locale.ROOT, "People judged %.3f of the sample of the stage '%s' as the stage did, less than 'min_agreement' %s: of %d kept"
                        + " samples they find %d good, of %d others %d bad. The labels are the data set '%s'. Change the stage, and run"
                        + " the recipe again; './tandem calibrate' proposes thresholds from labels.",
                answer.agreement(), review.stage(), review.minAgreement(), answer.kept(), answer.keptGood(), answer.left(),
                answer.leftBad(), answer.labels());
    }

    void check(CurationReview review) {
        ReviewRecord waiting = open.filter(ReviewRecord::waits).orElseThrow(() -> RunProgress.failure(
                ErrorCode.INVALID_ARGUMENT, "The run '" + progress.request().run() + "' waits for no review now."));
        if (waiting.step() != review.step()) {
            throw RunProgress.failure(ErrorCode.INVALID_ARGUMENT, "The run waits for the review of the stage '" + waiting.stage()
                    + "' (step " + waiting.step() + "), and not of step " + review.step() + ". Export its sample, and label that.");
        }
        boolean possible = review.kept() >= 0 && review.left() >= 0 && review.kept() + review.left() > 0
                && review.kept() + review.left() <= waiting.samples()
                && review.keptGood() >= 0 && review.keptGood() <= review.kept()
                && review.leftBad() >= 0 && review.leftBad() <= review.left();
        if (!possible) {
            throw RunProgress.failure(ErrorCode.INVALID_ARGUMENT, "The counts of the review do not fit a sample of "
                    + waiting.samples() + ": " + review);
        }
    }

    void answer(CurationReview review, long now) {
        ReviewRecord.Answer answer = new ReviewRecord.Answer(
                review.by(), Instant.ofEpochMilli(now).toString(), review.labels(), review.kept(), review.keptGood(), review.left(),
                review.leftBad());
        ReviewRecord waiting = open.orElseThrow();
        State reached = answer.agreement() >= waiting.minAgreement() ? State.AGREED : State.DISAGREED;
        set(waiting.with(reached, answer));
        changed(review.by(), reached.name().toLowerCase(Locale.ROOT));
    }

    /** What a person can do about it. */
    List<String> waiting() {
        return open.stream()
                .map(review -> "The stage '" + review.stage() + "' waits for people to look at " + review.samples() + " samples"
                        + review.until().map(time -> review.state() == State.OVERDUE ? ", overdue since " + time : ", until " + time)
                                .orElse("")
                        + ". './tandem labels export " + progress.request().run() + "' writes them, './tandem review "
                        + progress.request().run() + " --labels FILE' brings the labels.")
                .toList();
    }
}
