package dev.tandem.core.forecast;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.model.Sample;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.shard.SampleSchema;
import dev.tandem.core.shard.ShardRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What it costs that a further stage reads its samples out of their shard once more. */
final class RereadCost {
    private static final int RUNS = 3;
    /** Enough to know. */
    private static final int SAMPLES = 1_000;

    private RereadCost() {}

    /** Nanoseconds of a sample. */
    static double nanos(List<Sample> samples) {
        List<Sample> some = samples.subList(0, Math.min(SAMPLES, samples.size()));
        if (some.isEmpty()) {
            return 0;
        }
        byte[] shard = shard(some);
        double nanos = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS; run++) {
            Stopwatch watch = Stopwatch.processor();
            watch.time(() -> SampleFile.read(shard, SampleSchema.FULL, digest -> new byte[0], row -> row.sample().text()));
            nanos = Math.min(nanos, (double) watch.nanos() / some.size());
        }
        return nanos;
    }

    private static byte[] shard(List<Sample> samples) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Larger media stand outside the shard, and are read by those alone who look at them.
        try (SampleFile file = SampleFile.writeShard(bytes, content -> content.size() > ShardStore.INLINE_BYTES)) {
            for (Sample sample : samples) {
                file.add(ShardRow.of(sample));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
