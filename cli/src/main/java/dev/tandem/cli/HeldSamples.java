package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Sample;
import java.util.ArrayList;
import java.util.List;

/** Samples in memory, up to a number of bytes. */
final class HeldSamples {
    /** Of what the process may use; the rest is for what operators make of samples. */
    private static final int SHARE = 2;

    /** A sample beside its content: its own objects, and what operators say of it. */
    private static final long BYTES_BESIDE_CONTENT = 2_000;

    private static final long MIB = 1L << 20;

    private final long limit;
    private final List<Sample> samples = new ArrayList<>();
    /** The line of each, where they are from a file of lines. */
    private final List<Integer> lines = new ArrayList<>();
    private long bytes;

    /** As many as the process may hold. */
    HeldSamples() {
        this(Runtime.getRuntime().maxMemory() / SHARE);
    }

    HeldSamples(long limit) {
        this.limit = limit;
    }

    /**
     * Holds another one.
     *
     * @throws TandemException {@code MEMORY_LIMIT}
     */
    void add(Sample sample) {
        bytes += sample.bytes() + BYTES_BESIDE_CONTENT;
        if (bytes > limit) {
            throw new TandemException(ErrorCode.MEMORY_LIMIT, "'apply' holds its input in memory where a recipe does more than take"
                    + " duplicates out of a file. Sample " + (samples.size() + 1) + " ('" + sample.source() + "') is beyond the "
                    + limit / MIB + " MiB that this process has for it. Give it more with TANDEM_MEMORY, such as TANDEM_MEMORY=8g, or"
                    + " use './tandem run', which holds one shard at a time.");
        }
        samples.add(sample);
    }

    /** The same with the number of its line in a file. */
    void add(long line, Sample sample) {
        add(sample);
        lines.add(Math.toIntExact(line));
    }

    boolean hasLines() {
        return !lines.isEmpty();
    }

    int line(int sample) {
        return lines.get(sample);
    }

    /** The caller's own. */
    List<Sample> samples() {
        return samples;
    }
}
