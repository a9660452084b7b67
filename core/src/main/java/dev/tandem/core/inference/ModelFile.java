package dev.tandem.core.inference;

import java.util.Locale;

/** Files of a model that operators ask for, by the names that they have in its contract. */
public enum ModelFile {
    /** Weights, or the table of another kind of model. */
    WEIGHTS,
    /** A {@code tokenizer.json}. */
    TOKENIZER;

    /** Its name among the contract's files. */
    public String file() {
        return name().toLowerCase(Locale.ROOT);
    }
}
