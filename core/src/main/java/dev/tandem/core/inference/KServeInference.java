package dev.tandem.core.inference;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks any server of the KServe v2 gRPC protocol. Thread-safe. */
public final class KServeInference implements Inference {
    private final Channel channel;
    private final ModelContracts contracts;
    private final Duration timeout;

    /** @param timeout longest wait for one answer */
    public KServeInference(Channel channel, ModelContracts contracts, Duration timeout) {
        this.channel = channel;
        this.contracts = contracts;
        this.timeout = timeout;
    }

    @Override
    public float[][] embedTexts(String model, List<String> texts) {
        ModelContract contract = contracts.contract(model);
        float[][] vectors = new float[texts.size()][];
        for (int from = 0; from < texts.size(); from += contract.maxBatch()) {
            int to = Math.min(from + contract.maxBatch(), texts.size());
            ModelInferResponse response = infer(contract, texts.subList(from, to));
            read(contract, response, to - from, vectors, from);
        }
        return vectors;
    }

    @Override
    public Digest modelDigest(String model) {
        return contracts.digest(model);
    }

    private ModelInferResponse infer(ModelContract contract, List<String> texts) {
        ModelInferRequest request = ModelInferRequest.newBuilder()
                .setModelName(contract.name())
                .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                        .setName(contract.input())
                        .setDatatype("BYTES")
                        .addShape(texts.size()))
                .addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder().setName(contract.output()))
                .addRawInputContents(raw(texts))
                .build();
        try {
            return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .modelInfer(request);
        } catch (StatusRuntimeException e) {
            throw switch (e.getStatus().getCode()) {
                case NOT_FOUND, INVALID_ARGUMENT, UNIMPLEMENTED -> new TandemException(
                        ErrorCode.MODEL_CONTRACT, "The model server does not serve '" + contract.name()
                                + "' as its contract says: " + e.getStatus(), e);
                default -> new TandemException(
                        ErrorCode.MODEL_UNAVAILABLE, "The model server did not answer for '" + contract.name() + "': "
                                + e.getStatus() + ". It is tried again.", e);
            };
        }
    }

    private static void read(ModelContract contract, ModelInferResponse response, int texts, float[][] vectors, int from) {
        boolean shaped = response.getOutputsCount() == 1
                && response.getOutputs(0).getDatatype().equals("FP32")
                && response.getOutputs(0).getShapeList().equals(List.of((long) texts, (long) contract.dimension()))
                && response.getRawOutputContentsCount() == 1
                && response.getRawOutputContents(0).size() == texts * contract.dimension() * Float.BYTES;
        if (!shaped) {
            throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name() + "' answered with "
                    + response.getOutputsList() + ", expected FP32 of shape [" + texts + ", " + contract.dimension() + "]");
        }
        ByteBuffer numbers = response.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        double scale = Math.pow(10, contract.roundingDigits());
        for (int i = 0; i < texts; i++) {
            float[] vector = new float[contract.dimension()];
            for (int d = 0; d < vector.length; d++) {
                float value = numbers.getFloat();
                if (!Float.isFinite(value)) {
                    throw new TandemException(ErrorCode.MODEL_CONTRACT, "The model '" + contract.name()
                            + "' answered with a value that is not finite");
                }
                vector[d] = (float) (Math.rint(value * scale) / scale);
            }
            vectors[from + i] = vector;
        }
    }

    private static ByteString raw(List<String> texts) {
        ByteString.Output out = ByteString.newOutput();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array();
            out.write(length, 0, length.length);
            out.write(bytes, 0, bytes.length);
        }
        return out.toByteString();
    }
}
