package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelAnswer;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.OutputSpec;
import dev.tandem.core.inference.Tensor;
import java.util.List;

/**
 * One number of a model's answer: that of a label, or the only one. Logits become probabilities: by the softmax of all
 * of them, or, of a single one, by the logistic function.
 */
final class Score {
    private static final double SCALE = 1e6;

    private final String output;
    private final int index;
    private final boolean logits;

    private Score(String output, int index, boolean logits) {
        this.output = output;
        this.index = index;
        this.logits = logits;
    }

    /**
     * The number that a recipe asks for.
     *
     * @param output name of the output; empty for the first
     * @param label what its labels call the number; empty where the output has one number only
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when the model has no such number
     */
    static Score of(Inference inference, String model, String output, String label) {
        ModelContract contract = inference.contract(model);
        if (contract.outputs().isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model + "' answers nothing: it is a "
                    + contract.task() + ". Name a model that scores.");
        }
        OutputSpec spec = output.isEmpty() ? contract.outputs().getFirst() : contract.output(output);
        boolean logits = spec.meaning() == OutputSpec.Meaning.LOGITS;
        int numbers = spec.shape().stream().reduce(1, Math::multiplyExact);
        if (label.isEmpty()) {
            if (numbers != 1) {
                throw new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model + "' answers with " + spec.shape()
                        + " numbers as '" + spec.name() + "'. Set label to one of its labels, or output to one of a single number.");
            }
            return new Score(spec.name(), 0, logits);
        }
        List<String> labels = inference.labels(model, spec.name());
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model + "' has no label '" + label + "'"
                    + NearestName.suggest(label, labels).map(nearest -> "; did you mean '" + nearest + "'?").orElse("")
                    + ". It has " + labels.size() + " labels, " + labels.stream().limit(5).toList() + " among them.");
        }
        if (labels.size() != numbers) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + model + "' has " + labels.size() + " labels for the "
                    + spec.shape() + " numbers of '" + spec.name() + "'. Give it a file with one label for each.");
        }
        return new Score(spec.name(), index, logits);
    }

    /** The number as the contract rounds it; to six digits where it was computed here. */
    double in(ModelAnswer answer) {
        Tensor tensor = answer.output(output);
        float[] values = tensor.values();
        if (!logits) {
            // The number that was rounded, and not the float next to it.
            return Double.parseDouble(Float.toString(values[index]));
        }
        return Math.rint(probability(values) * SCALE) / SCALE;
    }

    private double probability(float[] values) {
        if (values.length == 1) {
            return 1 / (1 + StrictMath.exp(-values[0]));
        }
        double greatest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
        double sum = 0;
        for (float value : values) {
            sum += StrictMath.exp(value - greatest);
        }
        return StrictMath.exp(values[index] - greatest) / sum;
    }
}
