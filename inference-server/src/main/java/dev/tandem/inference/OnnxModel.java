package dev.tandem.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.DataType;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.OutputSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model of numbers in ONNX, whose tensors have the contract's names. A row is answered by itself, on one thread: its numbers
 * do not depend on what else is in a request.
 */
final class OnnxModel implements ServedModel {
    private final ModelContract contract;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Set<String> outputs = new LinkedHashSet<>();

    /**
     * Loads it.
     *
     * @param name which may say a version
     * @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when the weights do not have the contract's tensors
     */
    OnnxModel(ModelContracts contracts, String name) {
        this.contract = contracts.contract(name);
        contract.outputs().forEach(output -> outputs.add(output.name()));
        try {
            session = Sessions.open(contracts.file(name, ModelFile.WEIGHTS.file()));
        } catch (OrtException e) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name() + "' cannot be loaded: " + e, e);
        }
        Set<String> inputs = new LinkedHashSet<>(contract.inputs().stream().map(InputSpec::name).toList());
        if (!session.getInputNames().equals(inputs) || !session.getOutputNames().containsAll(outputs)) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The weights of the model '" + contract.name() + "' have the inputs "
                    + session.getInputNames() + " and the outputs " + session.getOutputNames() + ", its contract " + inputs
                    + " and " + outputs + ". Correct the contract.");
        }
    }

    @Override
    public List<Row> answer(List<Row> inputs) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                InputSpec input = contract.inputs().get(i);
                tensors.put(input.name(), tensor(input, inputs.get(i)));
            }
            try (OrtSession.Result result = session.run(tensors, outputs)) {
                List<Row> rows = new ArrayList<>(outputs.size());
                for (OutputSpec output : contract.outputs()) {
                    rows.add(row(output, (OnnxTensor) result.get(output.name()).orElseThrow()));
                }
                return rows;
            }
        } catch (OrtException e) {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The model '" + contract.name() + "' failed: " + e, e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(InputSpec input, Row row) throws OrtException {
        long[] shape = new long[row.lengths().length + 1];
        shape[0] = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            shape[axis] = row.lengths()[axis - 1];
        }
        ByteBuffer direct = ByteBuffer.allocateDirect(row.raw().size()).order(ByteOrder.LITTLE_ENDIAN);
        row.raw().copyTo(direct);
        return OnnxTensor.createTensor(environment, direct.flip(), shape, onnx(input.type()));
    }

    private Row row(OutputSpec output, OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        if (tensor.getInfo().type != onnx(output.type()) || shape.length != output.shape().size() + 1 || shape[0] != 1) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name() + "' answered with " + tensor.getInfo()
                    + " as '" + output.name() + "', its contract says " + output.type() + " " + output.shape() + " after one row.");
        }
        int[] lengths = new int[shape.length - 1];
        for (int axis = 0; axis < lengths.length; axis++) {
            lengths[axis] = (int) shape[axis + 1];
        }
        return new Row(lengths, ByteString.copyFrom(tensor.getByteBuffer()));
    }

    private static OnnxJavaType onnx(DataType type) {
        return switch (type) {
            case FP32 -> OnnxJavaType.FLOAT;
            case INT64 -> OnnxJavaType.INT64;
            case INT32 -> OnnxJavaType.INT32;
            case UINT8 -> OnnxJavaType.UINT8;
            case BYTES -> OnnxJavaType.STRING;
        };
    }
}
