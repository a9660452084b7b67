package dev.tandem.operators.writers;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.ShardRow;
import java.io.IOException;
import java.util.Iterator;

/** Writes Parquet files with all parts of the samples, media inside the rows, compressed with zstd. */
@OperatorName("parquet")
public final class ParquetWriter implements Writer {
    public ParquetWriter(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String extension() {
        return "parquet";
    }

    @Override
    public void write(Iterator<Sample> samples, Output out) throws IOException {
        try (SampleFile file = SampleFile.write(out.stream(), content -> false)) {
            while (samples.hasNext()) {
                file.add(ShardRow.of(samples.next()));
            }
        }
    }
}
