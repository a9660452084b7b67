package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.ModelMetadataResponse;
import inference.ModelMetadataResponse.TensorMetadata;
import io.grpc.Status;
import java.util.List;

/** Compares what a server says of a model with the model's contract. */
final class ModelMetadataCheck {
    private static final String ADVICE = " Deploy the model that its contract (models/%s/contract.json) describes,"
            + " or point tandem.inference.endpoint at servers that have it.";

    private ModelMetadataCheck() {}

    /** @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when a name, data type or shape differs */
    static void verify(ModelContract contract, String endpoint, ModelMetadataResponse metadata) {
        // A further input would have no value, but servers of models that write have many that may be left out; a further output
        // is not asked for.
        boolean all = contract.writes() || metadata.getInputsCount() == contract.inputs().size();
        boolean inputs = all && contract.inputs().stream()
                .allMatch(input -> has(metadata.getInputsList(), contract, input.name(), input.type(), input.shape(), false));
        if (!inputs) {
            throw differs(contract, endpoint, "inputs", metadata.getInputsList(), contract.inputs().stream()
                    .map(input -> describe(input.name(), input.type().name(), Shape.batched(-1, input.shape()))).toList());
        }
        for (OutputSpec output : contract.outputs()) {
            if (!has(metadata.getOutputsList(), contract, output.name(), output.type(), output.shape(), true)) {
                throw differs(contract, endpoint, "outputs", metadata.getOutputsList(),
                        List.of(describe(output.name(), output.type().name(), Shape.batched(-1, output.shape()))));
            }
        }
    }

    private static boolean has(List<TensorMetadata> tensors, ModelContract contract, String name, DataType type,
            List<Integer> shape, boolean output) {
        return tensors.stream().anyMatch(tensor -> tensor.getName().equals(name)
                && tensor.getDatatype().equals(type.name())
                && fits(tensor.getShapeList(), contract.maxBatch(), shape, output));
    }

    /** An axis that varies on the server takes any length; of outputs one that varies in the contract does as well. */
    private static boolean fits(List<Long> found, int maxBatch, List<Integer> declared, boolean output) {
        if (found.size() != declared.size() + 1 || found.getFirst() != -1 && !(maxBatch == 1 && found.getFirst() == 1)) {
            return false;
        }
        for (int axis = 0; axis < declared.size(); axis++) {
            long length = found.get(axis + 1);
            int expected = declared.get(axis);
            if (length != expected && length != -1 && !(output && expected == -1)) {
                return false;
            }
        }
        return true;
    }

    static TandemException notServed(ModelContract contract, String endpoint, Status status) {
        String said = String.valueOf(status.getDescription());
        return new TandemException(ErrorCode.MODEL_CONTRACT, "The model server at " + endpoint + " does not serve the model '"
                + contract.name() + "' as its contract says: " + status.getCode() + ", " + said + (said.endsWith(".") ? "" : ".")
                + ADVICE.formatted(contract.name()));
    }

    private static TandemException differs(
            ModelContract contract, String endpoint, String what, List<TensorMetadata> found, List<String> expected) {
        return new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name() + "' at " + endpoint + " has the "
                + what + " " + found.stream().map(ModelMetadataCheck::describe).toList() + ", expected "
                + String.join(", ", expected) + "."
                + ADVICE.formatted(contract.name()));
    }

    private static String describe(TensorMetadata tensor) {
        return describe(tensor.getName(), tensor.getDatatype(), tensor.getShapeList());
    }

    private static String describe(String name, String type, List<Long> shape) {
        return name + " " + type + " " + shape;
    }
}
