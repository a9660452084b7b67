package dev.tandem.core.evaluation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What models are evaluated with, so that training data can be kept free of it. Its digest names it.
 *
 * @param leaf what it asks for
 */
public record EvaluationSet(int format, Optional<EvaluationLeaf> leaf, List<EvaluationItem> items) {
    private static final int FORMAT = 1;

    public EvaluationSet {
        // Sets that were stored before there were leaves have none.
        leaf = leaf == null ? Optional.empty() : leaf;
        items = List.copyOf(items);
    }

    /** Of no leaf. */
    public EvaluationSet(List<EvaluationItem> items) {
        this(Optional.empty(), items);
    }

    public EvaluationSet(Optional<EvaluationLeaf> leaf, List<EvaluationItem> items) {
        this(FORMAT, leaf, items);
    }

    /** How many items each slice has, by field and value. */
    public SortedMap<String, SortedMap<String, Integer>> slices() {
        SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();
        items.forEach(item -> item.slices().forEach(
                (field, value) -> counts.computeIfAbsent(field, unused -> new TreeMap<>()).merge(value, 1, Integer::sum)));
        return counts;
    }

    /** The stored form; equal sets give equal bytes. */
    public byte[] encode() {
        return Json.bytes(this);
    }

    /** @throws TandemException {@link ErrorCode#CORRUPT_OBJECT} for what is none, and for what a later version of Tandem wrote */
    public static EvaluationSet decode(byte[] json) {
        EvaluationSet set = Json.read(json, EvaluationSet.class);
        if (set.format() < 1 || set.format() > FORMAT) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "The evaluation set has format " + set.format()
                    + ", expected " + FORMAT + ". Was it written by a later version of Tandem?");
        }
        return set;
    }

    public Digest digest() {
        return Digest.of(encode());
    }
}
