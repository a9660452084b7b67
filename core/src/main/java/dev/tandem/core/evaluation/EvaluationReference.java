package dev.tandem.core.evaluation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;

/** A version of an evaluation set, written {@code name@digest}: what plans refer to, whatever the name points to later. */
public record EvaluationReference(String name, Digest version) {

    /** Whether a text names a version, and not only a set. */
    public static boolean isPinned(String text) {
        return text.indexOf('@') >= 0;
    }

    /** @throws TandemException {@link ErrorCode#INVALID_RECIPE} for a text that names no version */
    public static EvaluationReference parse(String text) {
        int at = text.lastIndexOf('@');
        try {
            if (at > 0) {
                return new EvaluationReference(text.substring(0, at), new Digest(text.substring(at + 1)));
            }
        } catch (IllegalArgumentException e) {
            // Told below, as for a text without a version.
        }
        throw new TandemException(ErrorCode.INVALID_RECIPE, "'" + text
                + "' is no version of an evaluation set; expected name@digest, with the 64 digits that './tandem eval-sets list' shows");
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
