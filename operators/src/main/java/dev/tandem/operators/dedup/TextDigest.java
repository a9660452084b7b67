package dev.tandem.operators.dedup;

import dev.tandem.core.operator.SampleView;
import java.nio.ByteBuffer;

/** The text of a sample as the first numbers of evidence, for deduplicators of media that compare texts as well. */
public final class TextDigest {
    /** Numbers that it takes. */
    public static final int LENGTH = 2;

    private TextDigest() {}

    /** Writes 128 bits of the digest of the text, without white space around it. */
    public static void write(SampleView sample, long[] evidence) {
        ByteBuffer.wrap(new NormalText(false, false).digest(sample.text()).bytes()).asLongBuffer().get(evidence, 0, LENGTH);
    }

    /** Whether two samples have the same text. */
    public static boolean isEqual(long[] left, long[] right) {
        return left[0] == right[0] && left[1] == right[1];
    }
}
