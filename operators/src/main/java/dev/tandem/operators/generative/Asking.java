package dev.tandem.operators.generative;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Concurrently;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.SampleView;
import java.util.List;
import java.util.Optional;

/** Asks about the samples of a batch, several at a time. */
final class Asking {
    private Asking() {}

    /** Asks about a sample; called by several threads, for one sample each. */
    @FunctionalInterface
    interface Work<T> {
        T of(SampleView sample) throws SampleFailedException;
    }

    private record Row<T>(Optional<T> answer, Optional<SampleFailedException> failure) {}

    /** What was found of each sample, in order; one of which nothing could be is failed, and has none. */
    static <T> List<Optional<T>> each(Batch batch, Measurements out, Work<T> work) {
        List<Row<T>> rows = Concurrently.of(batch.size(), row -> {
            try {
                return new Row<>(Optional.of(work.of(batch.samples().get(row))), Optional.empty());
            } catch (SampleFailedException e) {
                return new Row<>(Optional.empty(), Optional.of(e));
            }
        });
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            rows.get(row).failure().ifPresent(failure -> out.fail(at, failure.code(), failure.getMessage()));
            batch.samples().get(row).forget();
        }
        return rows.stream().map(Row::answer).toList();
    }
}
