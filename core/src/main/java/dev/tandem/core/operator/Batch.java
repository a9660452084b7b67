package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import java.util.List;

/** Samples that are processed together; an operator's result must not depend on how the samples were batched. */
public record Batch(List<SampleView> samples) {

    public Batch {
        samples = List.copyOf(samples);
    }

    public int size() {
        return samples.size();
    }

    /** Measures each sample alone; one that throws is failed with its code. */
    public void forEach(Measurements out, RowMeasurer measurer) {
        for (int row = 0; row < samples.size(); row++) {
            try {
                measurer.measure(row, samples.get(row));
            } catch (SampleFailedException e) {
                out.fail(row, e.code(), e.getMessage());
            }
        }
    }

    /** Measures one sample of a batch. */
    @FunctionalInterface
    public interface RowMeasurer {
        void measure(int row, SampleView sample) throws SampleFailedException;
    }
}
