package dev.tandem.operators.testing;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a reader over files, split by split. */
public record ReaderRun(String operator, Map<String, Object> params, MediaLimits limits, int samplesPerSplit) {

    public ReaderRun(String operator) {
        this(operator, Map.of(), MediaLimits.DEFAULT, 2);
    }

    public ReaderRun with(Map<String, Object> given) {
        return new ReaderRun(operator, given, limits, samplesPerSplit);
    }

    public ReaderRun within(MediaLimits given) {
        return new ReaderRun(operator, params, given, samplesPerSplit);
    }

    public ReaderRun splitBy(int samples) {
        return new ReaderRun(operator, params, limits, samples);
    }

    /** A sample, or in its place why it could not be read. */
    public record Row(String source, Optional<Sample> sample, Optional<ErrorCode> failure) {
        public String text() {
            return sample.orElseThrow().text();
        }

        public List<Part> parts() {
            return sample.orElseThrow().parts();
        }

        /** The text of a sample, or the code of a failure. */
        public String outcome() {
            return failure.map(ErrorCode::name).orElseGet(this::text);
        }
    }

    /** Rows in the order of the splits. */
    public List<Row> of(Path... inputs) {
        Reader reader = (Reader) OperatorCatalog.load()
                .create(operator, params, new OperatorContext(new WordVectors(), limits));
        LocalInput input = LocalInput.of(List.of(inputs));
        List<Row> rows = new ArrayList<>();
        for (Reader.Split split : reader.split(input, samplesPerSplit)) {
            reader.read(input, split, new Reader.Output() {
                @Override
                public void accept(Sample sample) {
                    rows.add(new Row(sample.source(), Optional.of(sample), Optional.empty()));
                }

                @Override
                public void fail(String source, ErrorCode code, String message) {
                    rows.add(new Row(source, Optional.empty(), Optional.of(code)));
                }
            });
        }
        return rows;
    }

    /** The outcomes of all rows. */
    public List<String> outcomes(Path... inputs) {
        return of(inputs).stream().map(Row::outcome).toList();
    }
}
