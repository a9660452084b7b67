package dev.tandem.inference;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.ServerLiveRequest;
import inference.ServerLiveResponse;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The KServe v2 protocol over sentence encoders, each loaded when it is first asked. */
final class InferenceEndpoint extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    private final ModelContracts contracts;
    private final Map<String, SentenceEncoder> encoders = new ConcurrentHashMap<>();

    InferenceEndpoint(ModelContracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> out) {
        answer(out, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> out) {
        answer(out, () -> ServerReadyResponse.newBuilder().setReady(true).build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> out) {
        answer(out, () -> ModelReadyResponse.newBuilder().setReady(contracts.names().contains(request.getName())).build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> out) {
        answer(out, () -> {
            ModelContract contract = contract(request.getName());
            return ModelMetadataResponse.newBuilder()
                    .setName(contract.name())
                    .addVersions("1")
                    .setPlatform("onnxruntime_onnx")
                    .addInputs(ModelMetadataResponse.TensorMetadata.newBuilder()
                            .setName(contract.input())
                            .setDatatype("BYTES")
                            .addShape(-1))
                    .addOutputs(ModelMetadataResponse.TensorMetadata.newBuilder()
                            .setName(contract.output())
                            .setDatatype("FP32")
                            .addShape(-1)
                            .addShape(contract.dimension()))
                    .build();
        });
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> out) {
        answer(out, () -> {
            ModelContract contract = contract(request.getModelName());
            List<String> texts = texts(contract, request);
            SentenceEncoder encoder =
                    encoders.computeIfAbsent(contract.name(), name -> new SentenceEncoder(contract));
            ByteBuffer numbers = ByteBuffer.allocate(texts.size() * contract.dimension() * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            texts.parallelStream().map(encoder::embed).toList().forEach(vector -> {
                for (float value : vector) {
                    numbers.putFloat(value);
                }
            });
            return ModelInferResponse.newBuilder()
                    .setModelName(contract.name())
                    .setModelVersion("1")
                    .setId(request.getId())
                    .addOutputs(ModelInferResponse.InferOutputTensor.newBuilder()
                            .setName(contract.output())
                            .setDatatype("FP32")
                            .addShape(texts.size())
                            .addShape(contract.dimension()))
                    .addRawOutputContents(ByteString.copyFrom(numbers.flip()))
                    .build();
        });
    }

    private ModelContract contract(String name) {
        if (!contracts.names().contains(name)) {
            throw Status.NOT_FOUND
                    .withDescription("Unknown model '" + name + "'; this server has " + contracts.names())
                    .asRuntimeException();
        }
        return contracts.contract(name);
    }

    private static List<String> texts(ModelContract contract, ModelInferRequest request) {
        if (request.getInputsCount() != 1
                || !request.getInputs(0).getName().equals(contract.input())
                || !request.getInputs(0).getDatatype().equals("BYTES")) {
            throw invalid("Expected one input '" + contract.input() + "' of BYTES, found " + request.getInputsList());
        }
        List<String> texts = request.getRawInputContentsCount() == 1
                ? raw(request.getRawInputContents(0))
                : request.getInputs(0).getContents().getBytesContentsList().stream().map(ByteString::toStringUtf8).toList();
        if (texts.size() > contract.maxBatch() || !request.getInputs(0).getShapeList().equals(List.of((long) texts.size()))) {
            throw invalid("Expected a shape that fits the texts, at most " + contract.maxBatch() + " of them, found "
                    + request.getInputs(0).getShapeList() + " for " + texts.size());
        }
        return texts;
    }

    private static List<String> raw(ByteString contents) {
        ByteBuffer buffer = contents.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        List<String> texts = new ArrayList<>();
        while (buffer.hasRemaining()) {
            int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                throw invalid("The raw contents are cut short: a text is its length in four bytes, then its bytes");
            }
            byte[] text = new byte[length];
            buffer.get(text);
            texts.add(new String(text, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }

    private static <R> void answer(StreamObserver<R> out, Supplier<R> work) {
        try {
            R response = work.get();
            out.onNext(response);
            out.onCompleted();
        } catch (StatusRuntimeException e) {
            out.onError(e);
        } catch (TandemException e) {
            out.onError(Status.UNAVAILABLE.withDescription(e.getMessage()).withCause(e).asRuntimeException());
        } catch (RuntimeException e) {
            out.onError(Status.INTERNAL.withDescription(e.toString()).withCause(e).asRuntimeException());
        }
    }
}
