package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import java.util.BitSet;
import java.util.List;

/**
 * Finds parts of texts that stand in another sample, or in the same one before, in four restartable steps: the <em>spans</em> of
 * the samples of a shard are hashed; spans with <em>equal hashes</em> are brought together, in parts of all hashes, and all but the
 * first are repeated, by the order of the samples' ids and then of the spans; what was found is <em>dealt out</em> to the shards;
 * and each sample is <em>cut</em>, measured, and kept or dropped. Which samples stand where makes no difference.
 */
public interface SpanDeduplicator extends DuplicateFinder {

    /** What the first of the {@link #features()} is called: the share of the characters of a sample that stand in repeated spans. */
    String REPEATED_RATIO = "repeated_ratio";

    /**
     * What tells where repeated spans stand that were not cut out: the first {@value #MOST_TOLD} of them as {@code from-to}, in characters
     * of the text of the sample.
     */
    String REPEATED_SPANS = "repeated_spans";

    int MOST_TOLD = 100;

    /** What is measured of a sample, numbers alone; {@link #REPEATED_RATIO} first. */
    List<Feature> features();

    /** A hash of each span of the texts of a sample, in order; spans may overlap, and none goes beyond its text. */
    long[] spans(List<String> texts) throws SampleFailedException;

    /** The texts without repeated spans, and what was measured: in the order of {@link #features()}, NaN for nothing. */
    Cut cut(List<String> texts, BitSet repeated) throws SampleFailedException;

    /** Keep or drop, from what was measured. */
    Decision decide(double[] values);

    /**
     * What is left of a sample.
     *
     * @param texts as many as there were; the same string where nothing changes
     * @param repeated where repeated spans stand that were not cut out, each from and to a UTF-16 unit of its text; ascending
     */
    record Cut(List<String> texts, double[] values, List<Span> repeated) {}

    /** A part of one of the texts of a sample. */
    record Span(int text, int from, int to) {}
}
