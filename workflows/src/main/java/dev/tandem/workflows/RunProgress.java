package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.StepRecord;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a running workflow knows of its run. */
final class RunProgress {
    private final CurationRequest request;
    private final String started;
    private final List<Step> steps = new ArrayList<>();
    private final List<DatasetRecord> datasets = new ArrayList<>();
    private Optional<String> report = Optional.empty();

    RunProgress(CurationRequest request, long now) {
        this.request = request;
        this.started = Instant.ofEpochMilli(now).toString();
    }

    void plan(PlanOutline outline) {
        outline.steps().forEach(step -> steps.add(new Step(step)));
    }

    Step step(int index) {
        return steps.get(index);
    }

    void published(DatasetRecord dataset) {
        datasets.add(dataset);
    }

    void reported(String key) {
        report = Optional.of(key);
    }

    RunRecord record(RunStatus status, Optional<String> finished, Optional<String> error) {
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
                report);
    }

    /** Counts of one step, as its shards finish. */
    static final class Step {
        private final PlanOutline.Step outline;
        private final Map<String, Long> reasons = new TreeMap<>();
        private final Map<String, Long> refused = new TreeMap<>();
        private Counts counts = Counts.NONE;
        private Optional<Digest> views = Optional.empty();
        private int shards;
        private int done;
        private int reused;
        private long startedAt;
        private long millis;

        Step(PlanOutline.Step outline) {
            this.outline = outline;
        }

        void start(int shardCount, long now) {
            shards = shardCount;
            startedAt = now;
        }

        void finished(ShardOutcome outcome, long now) {
            add(1, outcome.reused() ? 1 : 0, outcome.counts(), outcome.reasons(), outcome.refused(), now);
        }

        void finished(ShardRange.Result range, long now) {
            add(range.shards(), range.reused(), range.counts(), range.reasons(), range.refused(), now);
        }

        private void add(
                int shardCount,
                int reusedCount,
                Counts more,
                Map<String, Long> moreReasons,
                Map<String, Long> moreRefused,
                long now) {
            done += shardCount;
            reused += reusedCount;
            counts = counts.plus(more);
            moreReasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
            moreRefused.forEach((reason, count) -> refused.merge(reason, count, Long::sum));
            millis = now - startedAt;
        }

        /**
         * Checks that no sample was lost on the way into, or inside, this step.
         *
         * @param expectedIn samples that the step before left in; empty for the reading step
         */
        void finish(Digest keys, Optional<Long> expectedIn, double maxFailedRatio, long now) {
            views = Optional.of(keys);
            millis = now - startedAt;
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
                        + " samples failed, more than max_failed_ratio " + maxFailedRatio + " allows: " + reasons
                        + ". Repair the input, or raise 'limits: max_failed_ratio' in the recipe; finished work is kept.");
            }
        }

        Counts counts() {
            return counts;
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
                    done,
                    reused,
                    counts,
                    Map.copyOf(reasons),
                    Map.copyOf(refused),
                    millis);
        }
    }

    static ApplicationFailure failure(ErrorCode code, String message) {
        return ApplicationFailure.newNonRetryableFailure(message, code.name());
    }
}
