package dev.tandem.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.DataType;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The KServe v2 protocol over models in this process, each loaded when it is first asked. */
final class InferenceEndpoint extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    private final ModelContracts contracts;
    private final Map<String, ServedModel> models = new ConcurrentHashMap<>();

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
        answer(out, () -> ModelReadyResponse.newBuilder().setReady(names().contains(request.getName())).build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> out) {
        answer(out, () -> {
            ModelContract contract = contract(request.getName());
            ModelMetadataResponse.Builder metadata = ModelMetadataResponse.newBuilder()
                    .setName(contract.name())
                    .addVersions("1")
                    .setPlatform("onnxruntime_onnx");
            contract.inputs().forEach(input -> metadata.addInputs(tensor(input.name(), input.type(), input.shape())));
            contract.outputs().forEach(output -> metadata.addOutputs(tensor(output.name(), output.type(), output.shape())));
            return metadata.build();
        });
    }

    private static ModelMetadataResponse.TensorMetadata.Builder tensor(String name, DataType type, List<Integer> shape) {
        ModelMetadataResponse.TensorMetadata.Builder tensor = ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype(type.name())
                .addShape(-1);
        shape.forEach(tensor::addShape);
        return tensor;
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> out) {
        answer(out, () -> {
            ModelContract contract = contract(request.getModelName());
            List<List<ServedModel.Row>> rows = TensorRequest.rows(contract, request);
            if (rows.isEmpty()) {
                throw Status.INVALID_ARGUMENT.withDescription("Expected at least one row").asRuntimeException();
            }
            ServedModel model = models.computeIfAbsent(contract.name(), name -> ServedModel.load(contracts, name));
            return TensorRequest.response(contract, request.getId(), rows.parallelStream().map(model::answer).toList());
        });
    }

    private ModelContract contract(String name) {
        if (!names().contains(name)) {
            throw Status.NOT_FOUND
                    .withDescription("Unknown model '" + name + "'; this server has " + names())
                    .asRuntimeException();
        }
        return contracts.contract(name);
    }

    /** Those that this server can have: others are files of operators, or need another server. */
    private List<String> names() {
        return contracts.names().stream().filter(name -> ServedModel.canServe(contracts.contract(name))).toList();
    }

    private static <R> void answer(StreamObserver<R> out, Supplier<R> work) {
        try {
            R response = work.get();
            out.onNext(response);
            out.onCompleted();
        } catch (StatusRuntimeException e) {
            out.onError(e);
        } catch (TandemException e) {
            Status status = e.code() == ErrorCode.MODEL_CONTRACT ? Status.FAILED_PRECONDITION : Status.UNAVAILABLE;
            out.onError(status.withDescription(e.getMessage()).withCause(e).asRuntimeException());
        } catch (RuntimeException e) {
            out.onError(Status.INTERNAL.withDescription(e.toString()).withCause(e).asRuntimeException());
        }
    }
}
