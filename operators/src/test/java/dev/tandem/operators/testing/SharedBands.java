package dev.tandem.operators.testing;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.Deduplicator.Signature;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SampleView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Clusters by the plainest means: every sample with every other. */
public record SharedBands(Deduplicator operator, List<Optional<Signature>> signatures) {

    /** The signatures that an operator gives. */
    public static SharedBands of(String name, Map<String, Object> params, List<Sample> samples) {
        Deduplicator operator = (Deduplicator) OperatorCatalog.load().create(name, params, OperatorContext.withoutModels());
        return new SharedBands(operator, samples.stream().map(sample -> signature(operator, sample)).toList());
    }

    public static Optional<Signature> signature(Deduplicator operator, Sample sample) {
        try {
            return operator.signature(new SampleView(sample));
        } catch (SampleFailedException e) {
            throw new AssertionError(e);
        }
    }

    public boolean isCandidate(int one, int other) {
        if (signatures.get(one).isEmpty() || signatures.get(other).isEmpty()) {
            return false;
        }
        Signature left = signatures.get(one).get();
        Signature right = signatures.get(other).get();
        int bands = left.bands().length / left.times();
        return IntStream.range(0, left.bands().length).anyMatch(key -> IntStream.range(0, right.times())
                .anyMatch(time -> left.bands()[key] == right.bands()[time * bands + key % bands]));
    }

    public double similarity(int one, int other) {
        return operator.similarity(signatures.get(one).orElseThrow().evidence(), signatures.get(other).orElseThrow().evidence());
    }

    private boolean isDuplicate(int one, int other) {
        return isCandidate(one, other) && (!operator.verifies() || similarity(one, other) >= operator.threshold());
    }

    /** Of each sample the first one of its cluster, by their places. */
    public int[] firsts() {
        int[] firsts = IntStream.range(0, signatures.size()).toArray();
        for (int one = 0; one < firsts.length; one++) {
            for (int other = 0; other < one; other++) {
                if (firsts[one] != firsts[other] && isDuplicate(one, other)) {
                    int from = Math.max(firsts[one], firsts[other]);
                    int to = Math.min(firsts[one], firsts[other]);
                    Arrays.setAll(firsts, i -> firsts[i] == from ? to : firsts[i]);
                }
            }
        }
        return firsts;
    }
}
