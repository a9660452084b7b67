package dev.tandem.core.operator;

import dev.tandem.core.inference.Inference;

/** What operators may use beside their parameters. */
public record OperatorContext(Inference inference, MediaLimits mediaLimits) {

    /** Without models: an operator that asks one fails with a clear error. */
    public static OperatorContext withoutModels() {
        return new OperatorContext(Inference.none(), MediaLimits.DEFAULT);
    }
}
