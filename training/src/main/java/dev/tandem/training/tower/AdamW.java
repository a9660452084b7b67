package dev.tandem.training.tower;

import dev.tandem.training.Lanes;

/** Adam with decoupled weight decay (Loshchilov and Hutter, 2019) for one table of weights. */
final class AdamW {
    static final float FIRST = 0.9f;
    static final float SECOND = 0.999f;
    static final float EPSILON = 1e-8f;

    final float[][] weights;
    final float[][] first;
    final float[][] second;

    AdamW(float[][] weights) {
        this(weights, new float[weights.length][weights[0].length], new float[weights.length][weights[0].length]);
    }

    AdamW(float[][] weights, float[][] first, float[][] second) {
        this.weights = weights;
        this.first = first;
        this.second = second;
    }

    /**
     * What a step does to every number.
     *
     * @param keep what is left of a weight after its decay
     * @param rate learning rate, corrected for the first moment's start at zero
     * @param correction of the second moment's start at zero
     */
    record Step(float keep, float rate, float correction) {
        static Step of(float learningRate, float weightDecay, int number) {
            double first = 1 - StrictMath.pow(FIRST, number);
            double second = 1 - StrictMath.pow(SECOND, number);
            return new Step(1 - learningRate * weightDecay, (float) (learningRate / first), (float) (1 / second));
        }
    }

    void step(float[][] gradient, Step step, Lanes lanes) {
        lanes.each(weights.length, (from, to) -> {
            for (int row = from; row < to; row++) {
                step(weights[row], first[row], second[row], gradient[row], step.keep(), step.rate(), step.correction());
            }
        });
    }

    private static void step(float[] weight, float[] first, float[] second, float[] gradient, float keep, float rate, float correction) {
        for (int i = 0; i < weight.length; i++) {
            first[i] = FIRST * first[i] + (1 - FIRST) * gradient[i];
        }
        for (int i = 0; i < weight.length; i++) {
            second[i] = SECOND * second[i] + (1 - SECOND) * (gradient[i] * gradient[i]);
        }
        for (int i = 0; i < weight.length; i++) {
            weight[i] = weight[i] * keep - rate * first[i] / ((float) Math.sqrt(second[i] * correction) + EPSILON);
        }
    }
}
