package dev.tandem.core.inference;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.ModelInferRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Rows to the tensors of a request. */
final class InputTensors {
    private final ModelContract contract;

    InputTensors(ModelContract contract) {
        this.contract = contract;
    }

    /** Lengths along the axes of what an input is for a row. Pictures are not brought to size for that. */
    int[] shape(InputSpec input, ModelRow row) {
        int[] shape = switch (input) {
            case InputSpec.Text text -> text.shape().stream().mapToInt(Integer::intValue).toArray();
            case InputSpec.Image image -> ImageTensor.shape(image.image(), value(input, row, ModelInput.Image.class).pixels());
            case InputSpec.Numbers _, InputSpec.Features _ -> value(input, row, ModelInput.Numbers.class).shape();
        };
        if (!Shape.fits(input.shape(), shape)) {
            throw wrong(input, "has the shape " + Arrays.toString(shape) + ", expected " + input.shape());
        }
        return shape;
    }

    /** Bytes that an input takes in a request for a row of that shape. */
    long bytes(InputSpec input, ModelRow row, int[] shape) {
        return input instanceof InputSpec.Text text
                ? TextTensors.bytes(text.text().sent(value(input, row, ModelInput.Text.class).text()))
                : Shape.count(shape) * input.type().bytes();
    }

    /**
     * Rows of the same shapes.
     *
     * @param model the name that the server has it by
     */
    ModelInferRequest request(String model, List<ModelRow> rows) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setModelName(model);
        for (InputSpec input : contract.inputs()) {
            int[] shape = shape(input, rows.getFirst());
            ModelInferRequest.InferInputTensor.Builder tensor = ModelInferRequest.InferInputTensor.newBuilder()
                    .setName(input.name())
                    .setDatatype(input.type().name())
                    .addShape(rows.size());
            for (int length : shape) {
                tensor.addShape(length);
            }
            request.addInputs(tensor).addRawInputContents(raw(input, rows, Shape.count(shape)));
        }
        contract.outputs().forEach(output -> request.addOutputs(
                ModelInferRequest.InferRequestedOutputTensor.newBuilder().setName(output.name())));
        return request.build();
    }

    private ByteString raw(InputSpec input, List<ModelRow> rows, long count) {
        if (input instanceof InputSpec.Text text) {
            return TextTensors.raw(rows.stream()
                    .map(row -> text.text().sent(value(input, row, ModelInput.Text.class).text()))
                    .toList());
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(rows.size() * count * input.type().bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (ModelRow row : rows) {
            put(input, row, out);
        }
        return UnsafeByteOperations.unsafeWrap(out.flip());
    }

    private void put(InputSpec input, ModelRow row, ByteBuffer out) {
        if (!(input instanceof InputSpec.Image image)) {
            input.type().put(value(input, row, ModelInput.Numbers.class).values(), out);
            return;
        }
        RgbPixels pixels = value(input, row, ModelInput.Image.class).pixels();
        if (input.type() == DataType.UINT8) {
            ImageTensor.bytes(image.image(), pixels, out);
        } else {
            input.type().put(ImageTensor.numbers(image.image(), pixels), out);
        }
    }

    private <T extends ModelInput> T value(InputSpec input, ModelRow row, Class<T> kind) {
        ModelInput value = row.values().get(input.value());
        if (!kind.isInstance(value)) {
            throw wrong(input, "needs " + kind.getSimpleName() + " as '" + input.value() + "', found " + (value == null
                    ? "only " + row.values().keySet().stream().sorted().toList()
                    : value.getClass().getSimpleName()));
        }
        return kind.cast(value);
    }

    private TandemException wrong(InputSpec input, String difference) {
        return new TandemException(ErrorCode.MODEL_CONTRACT, "The input '" + input.name() + "' of the model '" + contract.name()
                + "' " + difference + ". Use a model for this kind of input, or correct models/" + contract.name() + "/contract.json.");
    }
}
