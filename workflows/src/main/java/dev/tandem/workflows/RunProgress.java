package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.ReviewRecord;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.score.ScoreCount;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a running workflow knows of its run. */
final class RunProgress {
    private final List<Step> steps = new ArrayList<>();
    private final List<DatasetRecord> datasets = new ArrayList<>();
    private final List<RunChange> changes = new ArrayList<>();
    private final List<ReviewRecord> reviews = new ArrayList<>();
    private final String started;
    private Optional<String> report = Optional.empty();
    private CurationRequest request;

    RunProgress(CurationRequest request, long now) {
        this.request = request;
        Optional<RunRecord> before = request.reached().map(CurationState::record);
        started = before.map(RunRecord::started).orElseGet(() -> Instant.ofEpochMilli(now).toString());
        request.reached().ifPresent(state -> {
            changes.addAll(state.record().changes());
            reviews.addAll(state.record().reviews());
            state.plan().steps().forEach(step -> steps.add(new Step(step, state.record().steps().get(step.index()))));
        });
    }

    void plan(PlanOutline outline) {
        outline.steps().forEach(step -> steps.add(new Step(step)));
    }

    Step step(int index) {
        return steps.get(index);
    }

    /** Steps of a stage; none before the plan is known. */
    List<Step> stage(String name) {
        return steps.stream().filter(step -> step.outline.stage().equals(name)).toList();
    }

    /** Stages that have not started. */
    List<String> stagesAhead() {
        return steps.stream()
                .map(step -> step.outline.stage())
                .distinct()
                .filter(name -> stage(name).stream().noneMatch(Step::hasStarted))
                .toList();
    }

    void published(DatasetRecord dataset) {
        datasets.add(dataset);
    }

    void reported(String key) {
        report = Optional.of(key);
    }

    CurationRequest request() {
        return request;
    }

    void planned(Digest plan) {
        request = request.withPlan(plan);
    }

    void changed(long now, String by, String setting, Object before, Object after) {
        changes.add(new RunChange(Instant.ofEpochMilli(now).toString(), by, setting, before.toString(), after.toString()));
    }

    /** Adds a review, or puts it in the place of the one of the same step. */
    void reviewed(ReviewRecord review) {
        reviews.removeIf(other -> other.step() == review.step());
        reviews.add(review);
    }

    /** Rows that models were given so far, by model: of each finished shard once, however often it was tried. */
    Map<String, Long> calls() {
        Map<String, Long> calls = new TreeMap<>();
        steps.forEach(step -> step.scores().forEach((model, count) -> calls.merge(model, count.asked(), Long::sum)));
        return calls;
    }

    /** Whether any shard is still to be worked on. */
    boolean hasWorkLeft() {
        return steps.stream().anyMatch(step -> step.views.isEmpty() && (!step.started || step.tally.shards() < step.shards));
    }

    /** @param waiting what the run itself knows that it waits for */
    RunRecord record(RunStatus status, Optional<String> finished, Optional<String> error, List<String> waiting) {
        return new RunRecord(
                RunRecord.FORMAT,
                request.run(),
                request.tenant(),
                request.recipe(),
                request.file(),
                request.plan(),
                request.input(),
                status,
                started,
                finished,
                error,
                steps.stream().map(Step::record).toList(),
                datasets,
                report,
                changes,
                waiting,
                reviews);
    }

    /** Counts of one step, as its shards finish. */
    static final class Step {
        private final PlanOutline.Step outline;
        private Tally tally = Tally.NONE;
        /** What models were needed for beside shards. */
        private Map<String, ScoreCount> trained = Map.of();
        private Optional<Digest> views = Optional.empty();
        private boolean started;
        private int shards;
        private long startedAt;
        private long millis;

        Step(PlanOutline.Step outline) {
            this.outline = outline;
        }

        /** A step as an earlier history of the run left it. */
        Step(PlanOutline.Step outline, StepRecord before) {
            this.outline = outline;
            tally = new Tally(before.done(), before.reused(), before.counts(), before.reasons(), before.refused(), before.scores());
            views = before.views();
            started = views.isPresent();
            shards = before.shards();
            millis = before.millis();
        }

        /** From here on its parameters hold. */
        void start(long now) {
            started = true;
            startedAt = now;
        }

        boolean hasStarted() {
            return started;
        }

        /** What it left, once it is finished. */
        Optional<ShardList> result() {
            return views.map(keys -> new ShardList(keys, shards));
        }

        void shards(int count) {
            shards = count;
        }

        void finished(ShardOutcome outcome, long now) {
            tally = tally.plus(outcome);
            millis = now - startedAt;
        }

        /** Something was trained on all shards. */
        void trained(Map<String, ScoreCount> scores) {
            trained = scores;
        }

        Map<String, ScoreCount> scores() {
            return Tally.sum(tally.scores(), trained, ScoreCount::plus);
        }

        /** Of two tallies the one of more shards holds, in whatever order they are told. */
        void finished(Tally all, long now) {
            if (all.shards() > tally.shards()) {
                tally = all;
                millis = now - startedAt;
            }
        }

        /**
         * Checks that no sample was lost on the way into, or inside, this step.
         *
         * @param expectedIn samples that the step before left in; empty for the reading step
         */
        void finish(Digest keys, Optional<Long> expectedIn, double maxFailedRatio, long now) {
            views = Optional.of(keys);
            millis = now - startedAt;
            Counts counts = counts();
            counts.verified(name());
            expectedIn.filter(expected -> expected != counts.in()).ifPresent(expected -> {
                throw failure(ErrorCode.CONSERVATION_VIOLATED, "Step '" + name() + "' took in " + counts.in()
                        + " samples, but the step before left " + expected);
            });
            long all = counts.in() + counts.made();
            if (outline.input().isEmpty() && all == 0) {
                throw failure(ErrorCode.EMPTY_INPUT, "The input has no samples that '" + name()
                        + "' can read. Check that the reader fits the files.");
            }
            if (all > 0 && counts.failed() > maxFailedRatio * all) {
                throw failure(ErrorCode.TOO_MANY_FAILED, "In step '" + name() + "' " + counts.failed() + " of " + all
                        + " samples failed, more than max_failed_ratio " + maxFailedRatio + " allows: " + tally.reasons()
                        + ". Repair the input, or raise 'limits: max_failed_ratio' in the recipe; finished work is kept.");
            }
        }

        Counts counts() {
            return tally.counts();
        }

        private String name() {
            return outline.stage() + ": " + String.join(", ", outline.operators());
        }

        StepRecord record() {
            return new StepRecord(
                    outline.index(),
                    outline.stage(),
                    outline.kind(),
                    outline.operators(),
                    views,
                    shards,
                    tally.shards(),
                    tally.reused(),
                    tally.counts(),
                    tally.reasons(),
                    tally.refused(),
                    scores(),
                    millis);
        }
    }

    static ApplicationFailure failure(ErrorCode code, String message) {
        return ApplicationFailure.newNonRetryableFailure(message, code.name());
    }
}
