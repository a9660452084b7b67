package dev.tandem.core.evaluation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.util.List;

/** What models are evaluated with, so that training data can be kept free of it. Its digest names it. */
public record EvaluationSet(int format, List<EvaluationItem> items) {
    private static final int FORMAT = 1;

    public EvaluationSet {
        items = List.copyOf(items);
    }

    public EvaluationSet(List<EvaluationItem> items) {
        this(FORMAT, items);
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
