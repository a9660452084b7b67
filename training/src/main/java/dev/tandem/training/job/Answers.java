package dev.tandem.training.job;

/** What a trained model says of the rows that were held out: from this, not from what a trainer reports, its quality is computed. */
public sealed interface Answers {

    /** Of a trainer whose model was not asked. */
    record None() implements Answers {}

    /** Vectors of length one, a row of each for each row that was held out. */
    record Embeddings(float[][] images, float[][] texts) implements Answers {}

    /** How probably each row that was held out is positive. */
    record Scores(double[] scores) implements Answers {}
}
