package dev.tandem.training.probe;

import dev.tandem.training.Products;
import java.util.Arrays;

/**
 * Logistic regression with a penalty on the square of its weights: one convex problem with one solution, which L-BFGS comes near to in
 * an order of sums that never changes. Columns should have about the same deviation, as the penalty treats them alike.
 *
 * @param weights one for each column
 */
public record LinearProbe(float[] weights, double bias) {
    private static final int MOST_ITERATIONS = 300;

    /**
     * Learns to tell rows apart.
     *
     * @param targets of each row: 1 for good, 0 for bad, or how probably good it is
     * @param importance of each row
     * @param penalty on half the sum of squared weights, against the sum of the rows' losses; without one, what can be told apart
     *     wholly has no solution
     */
    public static LinearProbe train(float[][] rows, double[] targets, double[] importance, double penalty) {
        return train(rows, targets, importance, penalty, new LinearProbe(new float[rows[0].length], 0));
    }

    /** The same from a solution that is near: fewer steps. */
    public static LinearProbe train(float[][] rows, double[] targets, double[] importance, double penalty, LinearProbe near) {
        if (rows.length != targets.length || rows.length != importance.length || penalty < 0) {
            throw new IllegalArgumentException("as many targets and importances as rows are needed, and a penalty of at least 0; found "
                    + rows.length + " rows, " + targets.length + " targets, " + importance.length + " importances and " + penalty);
        }
        int columns = rows[0].length;
        double[] start = new double[columns + 1];
        for (int i = 0; i < columns; i++) {
            start[i] = near.weights[i];
        }
        start[columns] = near.bias;
        double[] found = LimitedMemoryBfgs.minimize((at, gradient) -> loss(rows, targets, importance, penalty, at, gradient),
                start, MOST_ITERATIONS);
        float[] weights = new float[columns];
        for (int i = 0; i < columns; i++) {
            weights[i] = (float) found[i];
        }
        return new LinearProbe(weights, found[columns]);
    }

    static double loss(float[][] rows, double[] targets, double[] importance, double penalty, double[] at, double[] gradient) {
        int columns = at.length - 1;
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int row = 0; row < rows.length; row++) {
            double logit = at[columns];
            for (int i = 0; i < columns; i++) {
                logit += at[i] * rows[row][i];
            }
            double softplus = Math.max(logit, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
            loss += importance[row] * (softplus - targets[row] * logit);
            double slope = importance[row] * (sigmoid(logit) - targets[row]);
            for (int i = 0; i < columns; i++) {
                gradient[i] += slope * rows[row][i];
            }
            gradient[columns] += slope;
        }
        for (int i = 0; i < columns; i++) {
            loss += penalty / 2 * at[i] * at[i];
            gradient[i] += penalty * at[i];
        }
        return loss;
    }

    /** Logarithm of the odds that a row is good. */
    public double logit(float[] row) {
        return bias + Products.dot(weights, row);
    }

    public double probability(float[] row) {
        return sigmoid(logit(row));
    }

    /** 1 / (1 + e^-x). */
    public static double sigmoid(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }
}
