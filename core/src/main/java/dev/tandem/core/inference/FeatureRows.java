package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives rows the outputs of other models that a model's features are made of. */
final class FeatureRows {
    private FeatureRows() {}

    /** @return the rows themselves where the model has no features, or the rows have them already */
    static List<ModelRow> complete(ModelContract contract, List<ModelRow> rows, Inference inference) {
        if (contract.bases().isEmpty()) {
            return rows;
        }
        // Knows of models that stand on themselves.
        inference.modelDigest(contract.name());
        List<ModelRow> complete = rows;
        for (InputSpec input : contract.inputs()) {
            boolean given = rows.stream().allMatch(row -> row.values().containsKey(input.value()));
            if (input instanceof InputSpec.Features features && !given) {
                complete = complete(features, rows, complete, inference);
            }
        }
        return complete;
    }

    private static List<ModelRow> complete(
            InputSpec.Features features, List<ModelRow> rows, List<ModelRow> complete, Inference inference) {
        float[][] values = new float[rows.size()][0];
        for (FeatureSource source : features.of()) {
            ModelContract base = inference.contract(source.model());
            base.output(source.output());
            List<ModelAnswer> answers = inference.infer(source.model(), read(base, source, rows));
            for (int row = 0; row < values.length; row++) {
                float[] more = answers.get(row).output(source.output()).values();
                int before = values[row].length;
                values[row] = Arrays.copyOf(values[row], before + more.length);
                System.arraycopy(more, 0, values[row], before, more.length);
            }
        }
        List<ModelRow> with = new ArrayList<>(rows.size());
        for (int row = 0; row < values.length; row++) {
            with.add(complete.get(row).with(features.value(), ModelInput.Numbers.of(values[row])));
        }
        return with;
    }

    /** The rows as the base reads them: what the head wants to have read is under the name that the base knows. */
    private static List<ModelRow> read(ModelContract base, FeatureSource source, List<ModelRow> rows) {
        if (source.reads().isEmpty()) {
            return rows;
        }
        String name = source.reads().get();
        List<String> read = base.inputs().stream().map(InputSpec::value).distinct().toList();
        if (read.size() != 1) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + base.name() + "' reads " + read
                    + ", so that 'reads' cannot say which of them is '" + name + "'. Leave it out.");
        }
        return rows.stream().map(row -> {
            ModelInput value = row.values().get(name);
            if (value == null) {
                throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + base.name() + "' needs '" + name
                        + "', found only " + row.values().keySet().stream().sorted().toList() + ". Give it that value.");
            }
            return row.with(read.getFirst(), value);
        }).toList();
    }
}
