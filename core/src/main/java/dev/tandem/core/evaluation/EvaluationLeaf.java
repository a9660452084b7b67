package dev.tandem.core.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an evaluation set asks for, by the leaves of the survey's section 4.4. */
public enum EvaluationLeaf {
    /** What is seen, where, and when. */
    UNDERSTANDING,
    /** What is made: its quality, preference, truth and safety. */
    GENERATION,
    /** What belongs together. */
    RETRIEVAL,
    /** What follows. */
    REASONING;

    /** In lower case, as people write it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for another text */
    @JsonCreator
    public static EvaluationLeaf of(String label) {
        List<String> labels = Arrays.stream(values()).map(EvaluationLeaf::label).toList();
        if (labels.contains(label)) {
            return values()[labels.indexOf(label)];
        }
        throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + label + "' is no leaf of the survey; "
                + NearestName.suggest(label, labels).map(near -> "did you mean '" + near + "'?")
                        .orElse("expected one of " + String.join(", ", labels)));
    }
}
