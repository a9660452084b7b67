package dev.tandem.operators.writers;

import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.IdentifyingWriter;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.ShardRow;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Consumer;

/** Writes Parquet files with all parts of the samples, media inside the rows, compressed with zstd. */
@OperatorName("parquet")
public final class ParquetWriter implements IdentifyingWriter {
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

    @Override
    public void identify(Written file, Consumer<Identity> out) throws IOException {
        SampleFile.identities(file.size(), file::range, out);
    }
}
