package dev.tandem.core.evaluation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;

/** What the names of evaluation sets stand for at this moment. */
public interface EvaluationNames {

    /**
     * The version that a name points to; a text that names a version stands for that one.
     *
     * @throws TandemException {@link ErrorCode#NOT_FOUND} when there is no such set or version
     */
    EvaluationReference pin(String text);
}
