package dev.tandem.core.run;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The runs whose records stand in the bucket. It needs no workflow server that can list, and forgets nothing; but it reads the
 * record of every run that it passes over, which takes about a millisecond for each.
 */
public final class BucketRunIndex implements RunIndex {
    private final RunStore runs;
    private final UnaryOperator<RunRecord> current;

    /**
     * An index over stored records.
     *
     * @param current what became of a run whose stored record is not finished
     */
    public BucketRunIndex(RunStore runs, UnaryOperator<RunRecord> current) {
        this.runs = runs;
        this.current = current;
    }

    @Override
    public List<String> page(RunFilter filter, Optional<String> after, int limit) {
        return runs.newestFirst(after)
                .filter(run -> matches(filter, run))
                .limit(limit)
                .map(RunRecord::run)
                .toList();
    }

    @Override
    public long count(RunFilter filter) {
        return runs.newestFirst(Optional.empty()).filter(run -> matches(filter, run)).count();
    }

    private boolean matches(RunFilter filter, RunRecord stored) {
        boolean settled = stored.status().finished() || filter.state().isEmpty();
        return filter.matches(settled ? stored : current.apply(stored));
    }
}
