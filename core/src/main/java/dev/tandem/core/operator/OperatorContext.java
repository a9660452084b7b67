package dev.tandem.core.operator;

import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.prompt.PromptCatalog;

/** What operators may use beside their parameters. */
public record OperatorContext(
        Inference inference, MediaLimits mediaLimits, EvaluationSets evaluationSets, PromptCatalog prompts) {

    /** With the prompts that Tandem comes with. */
    public OperatorContext(Inference inference, MediaLimits mediaLimits, EvaluationSets evaluationSets) {
        this(inference, mediaLimits, evaluationSets, PromptCatalog.builtIn());
    }

    /** Without evaluation sets: an operator that needs one fails with a clear error. */
    public OperatorContext(Inference inference, MediaLimits mediaLimits) {
        this(inference, mediaLimits, EvaluationSets.none());
    }

    /** Without models: an operator that asks one fails with a clear error. */
    public static OperatorContext withoutModels() {
        return new OperatorContext(Inference.none(), MediaLimits.DEFAULT);
    }
}
