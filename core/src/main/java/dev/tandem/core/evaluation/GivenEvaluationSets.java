package dev.tandem.core.evaluation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Evaluation sets in memory, for work without a store. */
public final class GivenEvaluationSets implements EvaluationSets, EvaluationNames {
    private final Map<String, EvaluationReference> names = new TreeMap<>();
    private final Map<Digest, EvaluationSet> sets = new HashMap<>();

    public GivenEvaluationSets(Map<String, EvaluationSet> given) {
        given.forEach((name, set) -> {
            Digest version = set.digest();
            names.put(name, new EvaluationReference(name, version));
            sets.put(version, set);
        });
    }

    @Override
    public EvaluationReference pin(String text) {
        if (EvaluationReference.isPinned(text)) {
            EvaluationReference reference = EvaluationReference.parse(text);
            load(reference.version());
            return reference;
        }
        return Optional.ofNullable(names.get(text)).orElseThrow(() -> missing("'" + text + "'"));
    }

    @Override
    public EvaluationSet load(Digest version) {
        return Optional.ofNullable(sets.get(version)).orElseThrow(() -> missing(version.abbreviated()));
    }

    private TandemException missing(String what) {
        return new TandemException(ErrorCode.NOT_FOUND, "The evaluation set " + what + " was not given; "
                + (names.isEmpty() ? "none was" : "given are " + String.join(", ", names.keySet()))
                + ". Give it with --eval-set NAME=FILE.jsonl");
    }
}
