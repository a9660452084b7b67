package dev.tandem.core.inference;

/** What a model's contract can name beside the model that servers have. */
public enum ModelFile {
    /** Weights, or the table of another kind of model. */
    WEIGHTS,
    /** A {@code tokenizer.json}. */
    TOKENIZER
}
