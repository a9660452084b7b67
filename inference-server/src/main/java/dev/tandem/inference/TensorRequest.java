package dev.tandem.inference;

import com.google.protobuf.ByteString;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelContract;
import inference.ModelInferRequest;
import inference.ModelInferRequest.InferInputTensor;
import inference.ModelInferResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a request, and those of its answer. */
final class TensorRequest {
    private final ModelContract contract;
    private final ModelInferRequest request;

    private TensorRequest(ModelContract contract, ModelInferRequest request) {
        this.contract = contract;
        this.request = request;
    }

    /**
     * The rows, each with its inputs in the contract's order.
     *
     * @throws StatusRuntimeException INVALID_ARGUMENT when they are not as the contract says
     */
    static List<List<ServedModel.Row>> rows(ModelContract contract, ModelInferRequest request) {
        return new TensorRequest(contract, request).rows();
    }

    private List<List<ServedModel.Row>> rows() {
        if (request.getInputsCount() != contract.inputs().size()) {
            throw invalid("Expected the inputs " + contract.inputs().stream().map(InputSpec::name).toList() + ", found "
                    + request.getInputsList().stream().map(InferInputTensor::getName).toList());
        }
        List<List<ServedModel.Row>> rows = new ArrayList<>();
        for (InputSpec input : contract.inputs()) {
            int place = place(input);
            InferInputTensor tensor = request.getInputs(place);
            List<ByteString> values = input.type().isNumber() ? numbers(input, tensor, place) : texts(tensor, place);
            if (values.size() > contract.maxBatch() || tensor.getShape(0) != values.size()) {
                throw invalid("Expected a shape that fits the values, at most " + contract.maxBatch() + " of them, found "
                        + tensor.getShapeList() + " for " + values.size());
            }
            add(rows, values, tensor.getShapeList().stream().skip(1).mapToInt(Long::intValue).toArray());
        }
        return rows;
    }

    private void add(List<List<ServedModel.Row>> rows, List<ByteString> values, int[] lengths) {
        if (!rows.isEmpty() && rows.size() != values.size()) {
            throw invalid("Expected as many rows of each input, found " + rows.size() + " and " + values.size());
        }
        for (int i = 0; i < values.size(); i++) {
            if (rows.size() <= i) {
                rows.add(new ArrayList<>());
            }
            rows.get(i).add(new ServedModel.Row(lengths, values.get(i)));
        }
    }

    private int place(InputSpec input) {
        for (int i = 0; i < request.getInputsCount(); i++) {
            if (request.getInputs(i).getName().equals(input.name())) {
                requireFits(input, request.getInputs(i));
                return i;
            }
        }
        throw invalid("Expected an input '" + input.name() + "'");
    }

    private static void requireFits(InputSpec input, InferInputTensor tensor) {
        boolean fits = tensor.getDatatype().equals(input.type().name()) && tensor.getShapeCount() == input.shape().size() + 1;
        for (int axis = 0; fits && axis < input.shape().size(); axis++) {
            long found = tensor.getShape(axis + 1);
            fits = found > 0 && found <= Integer.MAX_VALUE && (input.shape().get(axis) == -1 || input.shape().get(axis) == found);
        }
        if (!fits) {
            throw invalid("Expected '" + input.name() + "' as " + input.type() + " " + input.shape() + " after the batch, found "
                    + tensor.getDatatype() + " " + tensor.getShapeList());
        }
    }

    private List<ByteString> numbers(InputSpec input, InferInputTensor tensor, int place) {
        if (request.getRawInputContentsCount() != request.getInputsCount()) {
            throw invalid("Expected the numbers of each input as raw contents");
        }
        ByteString raw = request.getRawInputContents(place);
        long size = input.type().bytes();
        for (int axis = 1; axis < tensor.getShapeCount(); axis++) {
            size = Math.min(Integer.MAX_VALUE, size * tensor.getShape(axis));
        }
        if (raw.isEmpty() || raw.size() % size != 0) {
            throw invalid("Expected raw contents of a multiple of " + size + " bytes for '" + input.name() + "', found " + raw.size());
        }
        List<ByteString> rows = new ArrayList<>();
        for (int from = 0; from < raw.size(); from += (int) size) {
            rows.add(raw.substring(from, from + (int) size));
        }
        return rows;
    }

    private List<ByteString> texts(InferInputTensor tensor, int place) {
        if (request.getRawInputContentsCount() == 0) {
            return tensor.getContents().getBytesContentsList();
        }
        ByteString raw = request.getRawInputContents(place);
        ByteBuffer buffer = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        List<ByteString> texts = new ArrayList<>();
        while (buffer.hasRemaining()) {
            int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                throw invalid("The raw contents are cut short: a text is its length in four bytes, then its bytes");
            }
            texts.add(raw.substring(buffer.position(), buffer.position() + length));
            buffer.position(buffer.position() + length);
        }
        return texts;
    }

    /** The answer with the outputs of each row in the contract's order. */
    static ModelInferResponse response(ModelContract contract, String id, List<List<ServedModel.Row>> rows) {
        ModelInferResponse.Builder response =
                ModelInferResponse.newBuilder().setModelName(contract.name()).setModelVersion("1").setId(id);
        for (int output = 0; output < contract.outputs().size(); output++) {
            int[] lengths = rows.getFirst().get(output).lengths();
            List<ByteString> all = new ArrayList<>(rows.size());
            for (List<ServedModel.Row> row : rows) {
                if (!Arrays.equals(lengths, row.get(output).lengths())) {
                    throw invalid("The rows of this request have answers of different shapes: ask for one at a time");
                }
                all.add(row.get(output).raw());
            }
            ModelInferResponse.InferOutputTensor.Builder tensor = ModelInferResponse.InferOutputTensor.newBuilder()
                    .setName(contract.outputs().get(output).name())
                    .setDatatype(contract.outputs().get(output).type().name())
                    .addShape(rows.size());
            for (int length : lengths) {
                tensor.addShape(length);
            }
            response.addOutputs(tensor).addRawOutputContents(ByteString.copyFrom(all));
        }
        return response.build();
    }

    private static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }
}
