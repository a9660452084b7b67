package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a shard: a sample, or in its place what is known of one that could not be read.
 *
 * @param sample of a failed row: no parts, but an id and its source, so that it can be found and tried again
 */
public record ShardRow(Sample sample, Optional<RowFailure> failure) {

    public static ShardRow of(Sample sample) {
        return new ShardRow(sample, Optional.empty());
    }

    public static ShardRow failed(String source, ErrorCode code, String message) {
        Sample empty = Sample.read(source, Map.of(), List.of());
        return new ShardRow(empty, Optional.of(new RowFailure(code, message)));
    }
}
