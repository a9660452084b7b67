package dev.tandem.core.inference;

import java.util.List;

/** What a model says of one row: the tensors of its contract. */
public final class ModelAnswer {
    private final List<OutputSpec> outputs;
    private final List<Tensor> tensors;

    /** @param tensors one for each output, in order */
    public ModelAnswer(List<OutputSpec> outputs, List<Tensor> tensors) {
        this.outputs = outputs;
        this.tensors = List.copyOf(tensors);
    }

    /** @throws IllegalArgumentException when the contract has no such output */
    public Tensor output(String name) {
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).name().equals(name)) {
                return tensors.get(i);
            }
        }
        throw new IllegalArgumentException(
                "There is no output '" + name + "' among " + outputs.stream().map(OutputSpec::name).toList());
    }

    /** The contract's first output. */
    public Tensor first() {
        return tensors.getFirst();
    }
}
