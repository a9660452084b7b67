package dev.tandem.operators.image.codec;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * How long the decoding of one image may go on. It is the last resort against what the limits on size and structure do not
 * foresee, and far above what any image takes that they let pass: the time depends on the machine, and results must not.
 */
final class DecodingTime {
    private static final long MOST_NANOS = 60_000_000_000L;

    private final LongSupplier nanos;
    private final long start;
    private boolean over;

    DecodingTime(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Whether the time was seen to be over. */
    boolean isOver() {
        over = over || nanos.getAsLong() - start > MOST_NANOS;
        return over;
    }

    void check() throws IOException {
        if (isOver()) {
            throw new IOException("it takes too long");
        }
    }
}
