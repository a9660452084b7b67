package dev.tandem.core.inference;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.ModelInferResponse;
import inference.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server's answer to the numbers of each row, rounded as the contract says. Nothing of a wrong answer is used. */
final class AnswerTensors {
    private final ModelContract contract;
    private final String endpoint;
    private final ModelInferResponse response;

    private AnswerTensors(ModelContract contract, String endpoint, ModelInferResponse response) {
        this.contract = contract;
        this.endpoint = endpoint;
        this.response = response;
    }

    /**
     * One answer for each row, in order.
     *
     * @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when anything in the response is not as promised
     */
    static List<ModelAnswer> answers(ModelContract contract, String endpoint, ModelInferResponse response, int rows) {
        return new AnswerTensors(contract, endpoint, response).answers(rows);
    }

    private List<ModelAnswer> answers(int rows) {
        List<OutputSpec> outputs = contract.outputs();
        if (response.getOutputsCount() != outputs.size() || response.getRawOutputContentsCount() != outputs.size()) {
            throw unexpected(rows);
        }
        List<List<Tensor>> tensors = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            tensors.add(new ArrayList<>(outputs.size()));
        }
        for (OutputSpec output : outputs) {
            int place = place(output, rows);
            read(output, response.getOutputs(place), response.getRawOutputContents(place), tensors);
        }
        return tensors.stream().map(ofRow -> new ModelAnswer(outputs, ofRow)).toList();
    }

    /** Where an output stands in the response: servers need not keep the order. */
    private int place(OutputSpec output, int rows) {
        for (int i = 0; i < response.getOutputsCount(); i++) {
            InferOutputTensor found = response.getOutputs(i);
            if (found.getName().equals(output.name())) {
                if (!isAsPromised(output, found, response.getRawOutputContents(i).size(), rows)) {
                    throw unexpected(rows);
                }
                return i;
            }
        }
        throw unexpected(rows);
    }

    private static boolean isAsPromised(OutputSpec output, InferOutputTensor found, int bytes, int rows) {
        if (!found.getDatatype().equals(output.type().name())
                || found.getShapeCount() != output.shape().size() + 1
                || found.getShape(0) != rows) {
            return false;
        }
        long size = (long) rows * output.type().bytes();
        for (int axis = 1; axis < found.getShapeCount(); axis++) {
            long length = found.getShape(axis);
            int declared = output.shape().get(axis - 1);
            if (length < 0 || length > Integer.MAX_VALUE || declared != -1 && declared != length) {
                return false;
            }
            size *= length;
            if (size > ModelContract.MOST_BYTES) {
                return false;
            }
        }
        return size == bytes;
    }

    private void read(OutputSpec output, InferOutputTensor found, ByteString raw, List<List<Tensor>> tensors) {
        int[] shape = found.getShapeList().stream().skip(1).mapToInt(Long::intValue).toArray();
        int count = (int) Shape.count(shape);
        ByteBuffer numbers = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        double scale = Math.pow(10, output.roundingDigits());
        for (int row = 0; row < tensors.size(); row++) {
            float[] values = new float[count];
            output.type().take(numbers, values);
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite(values[i])) {
                    throw wrong(values[i] + " at [" + row + ", " + i + "] of " + output.name() + ", expected finite numbers");
                }
                values[i] = (float) (Math.rint(values[i] * scale) / scale);
            }
            tensors.get(row).add(new Tensor(shape, values));
        }
    }

    private TandemException unexpected(int rows) {
        List<String> found = response.getOutputsList().stream()
                .map(output -> describe(output.getName(), output.getDatatype(), output.getShapeList()))
                .toList();
        List<Integer> sizes = response.getRawOutputContentsList().stream().map(ByteString::size).toList();
        List<String> expected = contract.outputs().stream()
                .map(output -> describe(output.name(), output.type().name(), Shape.batched(rows, output.shape())))
                .toList();
        return wrong(found + " with raw contents of " + sizes + " bytes, expected " + String.join(", ", expected)
                + " and a number of bytes that fits");
    }

    private TandemException wrong(String difference) {
        return new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name() + "' at " + endpoint
                + " answered with " + difference + ". Nothing of the answer is used. Repair the model on that server,"
                + " or take the server out of tandem.inference.endpoint.");
    }

    private static String describe(String name, String type, List<Long> shape) {
        return name + " " + type + " " + Arrays.toString(shape.toArray());
    }
}
