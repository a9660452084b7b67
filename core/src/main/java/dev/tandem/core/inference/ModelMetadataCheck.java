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
        String input = describe(contract.input(), TextTensors.TEXT_TYPE, List.of(-1L));
        // A further input would have no value; a further output is not asked for.
        if (metadata.getInputsCount() != 1 || !describe(metadata.getInputs(0)).equals(input)) {
            throw differs(contract, endpoint, "inputs", metadata.getInputsList(), input);
        }
        String output = describe(contract.output(), TextTensors.VECTOR_TYPE, List.of(-1L, (long) contract.dimension()));
        if (metadata.getOutputsList().stream().map(ModelMetadataCheck::describe).noneMatch(output::equals)) {
            throw differs(contract, endpoint, "outputs", metadata.getOutputsList(), output);
        }
    }

    static TandemException notServed(ModelContract contract, String endpoint, Status status) {
        return new TandemException(ErrorCode.MODEL_CONTRACT, "The model server at " + endpoint + " does not serve the model '"
                + contract.name() + "' as its contract says: " + status.getCode() + ", " + status.getDescription() + "."
                + ADVICE.formatted(contract.name()));
    }

    private static TandemException differs(
            ModelContract contract, String endpoint, String what, List<TensorMetadata> found, String expected) {
        return new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name() + "' at " + endpoint + " has the "
                + what + " " + found.stream().map(ModelMetadataCheck::describe).toList() + ", expected " + expected + "."
                + ADVICE.formatted(contract.name()));
    }

    private static String describe(TensorMetadata tensor) {
        return describe(tensor.getName(), tensor.getDatatype(), tensor.getShapeList());
    }

    private static String describe(String name, String type, List<Long> shape) {
        return name + " " + type + " " + shape;
    }
}
