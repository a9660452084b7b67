package dev.tandem.cli;

import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.shard.RowFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A line of {@code features.jsonl}: what an operator said of a sample. */
final class FeatureLine {
    private FeatureLine() {}

    static Object of(
            Sample sample, String operator, Map<String, Object> values, boolean keep, Optional<String> reason, Optional<String> text) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", name(sample));
        line.put("operator", operator);
        line.put("values", values);
        line.put("keep", keep);
        line.put("reason", reason.orElse(""));
        text.ifPresent(changed -> line.put("text", changed));
        return line;
    }

    /** Of something that could not be read. */
    static Object unread(String source, String reader, RowFailure failure) {
        Sample unread = Sample.read(source, Map.of(), List.of());
        return of(unread, reader, Map.of(), false, Optional.of(text(failure)), Optional.empty());
    }

    static String text(RowFailure failure) {
        return failure.code() + ": " + failure.message();
    }

    /** The id that the input row itself has, else the last part of the source. */
    static String name(Sample sample) {
        String id = sample.metadata().get(SampleMetadata.ROW_ID);
        return id != null ? id : sample.source().substring(sample.source().lastIndexOf('/') + 1);
    }
}
