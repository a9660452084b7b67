package dev.tandem.core.evaluation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;

/** Evaluation sets as operators see them: by digest, wherever they are kept. */
public interface EvaluationSets {

    /** @throws TandemException {@link ErrorCode#NOT_FOUND} when there is no such set */
    EvaluationSet load(Digest version);

    /** For places that have no evaluation sets. */
    static EvaluationSets none() {
        return version -> {
            throw new TandemException(ErrorCode.NOT_FOUND,
                    "The evaluation set " + version.abbreviated() + " is needed, but there are none at hand here");
        };
    }
}
