package dev.tandem.cli;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stage of a run as people see it: its steps together.
 *
 * @param in samples that came in; of the reading stage, what was read
 * @param kept samples that were left after the last step
 * @param shards of all steps of the stage
 */
record StageLine(
        String stage,
        long in,
        long made,
        long kept,
        long dropped,
        long merged,
        long failed,
        int shards,
        int done,
        int reused,
        int stepsLeft,
        long millis) {

    static List<StageLine> of(RunRecord run) {
        Map<String, List<StepRecord>> stages = new LinkedHashMap<>();
        run.steps().forEach(step -> stages.computeIfAbsent(step.stage(), unused -> new ArrayList<>()).add(step));
        return stages.entrySet().stream().map(stage -> of(stage.getKey(), stage.getValue())).toList();
    }

    private static StageLine of(String name, List<StepRecord> steps) {
        Counts sum = steps.stream().map(StepRecord::counts).reduce(Counts.NONE, Counts::plus);
        return new StageLine(
                name,
                steps.getFirst().counts().in(),
                sum.made(),
                steps.getLast().counts().kept(),
                sum.dropped(),
                sum.merged(),
                sum.failed(),
                steps.stream().mapToInt(StepRecord::shards).sum(),
                steps.stream().mapToInt(StepRecord::done).sum(),
                steps.stream().mapToInt(StepRecord::reused).sum(),
                (int) steps.stream().filter(step -> step.views().isEmpty()).count(),
                steps.stream().mapToLong(StepRecord::millis).sum());
    }

    boolean finished() {
        return stepsLeft == 0;
    }

    boolean started() {
        return shards > 0;
    }

    /** Samples that came in per second of wall-clock time. */
    double rate() {
        return millis == 0 ? 0 : in * 1000.0 / millis;
    }

}
