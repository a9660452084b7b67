package dev.tandem.training;

import java.util.List;
import java.util.Optional;

/**
 * What is done with the outputs of base towers before they are projected: each block of a row (one base model's output) is
 * standardised by the mean and deviation of the training set where it asks for that, and gets length one. Exported models contain
 * it, so that whoever asks them has nothing to prepare.
 *
 * @param mean of each column; 0 in blocks that are not standardised
 * @param factor one over the deviation of each column; 1 in blocks that are not standardised
 */
public record InputScaling(List<Block> blocks, float[] mean, float[] factor) {
    /** Columns that hardly vary are not blown up. */
    private static final double LEAST_DEVIATION = 1e-3;

    /**
     * The output of one base model.
     *
     * @param name of the model's input that takes it
     * @param model whose output it is, as models are named in a registry
     * @param output tensor of that model
     * @param standardised whether mean and deviation are taken off; else only its length becomes one
     * @param reads the value of a row that the base model is given; empty for what it reads by itself
     */
    public record Block(String name, int width, String model, String output, boolean standardised, Optional<String> reads) {
        public Block(String name, int width, String model, String output, boolean standardised) {
            this(name, width, model, output, standardised, Optional.empty());
        }
    }

    /** By the statistics of these rows. */
    public static InputScaling fit(List<Block> blocks, float[][] rows) {
        int width = blocks.stream().mapToInt(Block::width).sum();
        float[] mean = new float[width];
        float[] factor = new float[width];
        int from = 0;
        for (Block block : blocks) {
            for (int column = from; column < from + block.width(); column++) {
                fit(block, rows, column, mean, factor);
            }
            from += block.width();
        }
        return new InputScaling(List.copyOf(blocks), mean, factor);
    }

    private static void fit(Block block, float[][] rows, int column, float[] mean, float[] factor) {
        factor[column] = 1;
        if (block.standardised() && rows.length > 0) {
            double sum = 0;
            for (float[] row : rows) {
                sum += row[column];
            }
            double middle = sum / rows.length;
            double squares = 0;
            for (float[] row : rows) {
                squares += (row[column] - middle) * (row[column] - middle);
            }
            mean[column] = (float) middle;
            factor[column] = (float) (1 / (Math.sqrt(squares / rows.length) + LEAST_DEVIATION));
        }
    }

    /** Rows of the same width as those that were fitted; new ones are returned. */
    public float[][] apply(float[][] rows) {
        float[][] scaled = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            scaled[i] = apply(rows[i]);
        }
        return scaled;
    }

    private float[] apply(float[] row) {
        if (row.length != mean.length) {
            throw new IllegalArgumentException("rows have " + mean.length + " numbers, found " + row.length);
        }
        float[] scaled = new float[row.length];
        int from = 0;
        for (Block block : blocks) {
            float[] part = new float[block.width()];
            for (int i = 0; i < part.length; i++) {
                part[i] = (row[from + i] - mean[from + i]) * factor[from + i];
            }
            Products.toUnitLength(part);
            System.arraycopy(part, 0, scaled, from, part.length);
            from += part.length;
        }
        return scaled;
    }
}
