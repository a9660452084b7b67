package dev.tandem.bench;

import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.dedup.Hamming;
import dev.tandem.operators.dedup.HammingBands;
import java.util.Optional;

/** Duplicates are texts that are hashes of 64 bits in hexadecimal digits, at most so many bits apart. */
final class HexHashes implements Deduplicator {
    private static final int RADIX = 16;

    private final int distance;
    private final HammingBands bands;

    HexHashes(int distance) {
        this.distance = distance;
        this.bands = new HammingBands(distance);
    }

    @Override
    public Optional<Signature> signature(SampleView sample) {
        long hash = Long.parseUnsignedLong(sample.text(), RADIX);
        return Optional.of(new Signature(bands.keys(hash), new long[] {hash}, ""));
    }

    @Override
    public double similarity(long[] left, long[] right) {
        return Hamming.similarity(Hamming.distance(left, right));
    }

    @Override
    public double threshold() {
        return Hamming.similarity(distance);
    }
}
