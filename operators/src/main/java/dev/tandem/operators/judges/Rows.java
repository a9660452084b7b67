package dev.tandem.operators.judges;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.inference.Concurrently;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.SampleView;
import java.util.List;
import java.util.Optional;

/** Asks models about the samples of a batch, several at a time, and tells what comes of it in order. */
final class Rows {
    private Rows() {}

    /** Called by several threads, for one sample each; empty where there is nothing to ask. */
    @FunctionalInterface
    interface Work<T> {
        Optional<T> of(SampleView sample) throws SampleFailedException;
    }

    /** Told of a row. */
    @FunctionalInterface
    interface Told<T> {
        void row(int row, T what);
    }

    private record Row<T>(Optional<T> found, Optional<SampleFailedException> failure) {}

    static <T> void ask(Batch batch, Work<T> work, Told<T> found, Told<SampleFailedException> failed) {
        List<Row<T>> rows = Concurrently.of(batch.size(), row -> row(batch.samples().get(row), work));
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            rows.get(row).failure().ifPresent(failure -> failed.row(at, failure));
            rows.get(row).found().ifPresent(what -> found.row(at, what));
            batch.samples().get(row).forget();
        }
    }

    private static <T> Row<T> row(SampleView sample, Work<T> work) {
        try {
            return new Row<>(work.of(sample), Optional.empty());
        } catch (SampleFailedException e) {
            return new Row<>(Optional.empty(), Optional.of(e));
        }
    }
}
