package dev.tandem.core.recipe;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * A gate behind a stage: a run goes on once people have looked at a sample of what the stage kept and left.
 *
 * @param sample how many samples they look at
 * @param timeoutSeconds how long the run waits for them; empty for as long as it takes
 * @param onTimeout what it does then
 * @param minAgreement least share of the sample that they must judge as the stage did
 */
public record Review(int sample, OptionalLong timeoutSeconds, OnTimeout onTimeout, double minAgreement) {

    /** What becomes of a run that nobody answers. */
    public enum OnTimeout {
        /** It goes on as if people had agreed; the record says that nobody did. */
        ACCEPT,
        /** It fails. */
        STOP,
        /** It waits on. */
        KEEP_WAITING;

        /** As a recipe has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
