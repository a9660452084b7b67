package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Reader;
import java.util.List;

/** A reader of samples that are there already; one without parts cannot be read. */
public record GivenSamples(List<Sample> samples) implements Reader {
    @Override
    public List<Split> split(Input input, int samplesPerSplit) {
        return List.of(new Split("", 0, samples.size()));
    }

    @Override
    public void read(Input input, Split split, Output out) {
        for (Sample sample : samples) {
            if (sample.parts().isEmpty()) {
                out.fail(sample.source(), ErrorCode.MALFORMED_ROW, "given without parts");
            } else {
                out.accept(sample);
            }
        }
    }
}
