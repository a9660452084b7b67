package dev.tandem.inference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.DataType;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.inference.ModelServers;
import dev.tandem.core.model.Digest;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.RepositoryIndexRequest;
import inference.RepositoryIndexResponse;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelLoadResponse;
import inference.RepositoryModelUnloadRequest;
import inference.RepositoryModelUnloadResponse;
import inference.ServerLiveRequest;
import inference.ServerLiveResponse;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The KServe v2 protocol over models in this process, each loaded when it is first asked. */
final class InferenceEndpoint extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    /** Versions that are held at once; those that nobody has asked for longest are loaded anew when they are asked. */
    private static final int MOST_VERSIONS = 16;

    private final ModelContracts contracts;
    private final Map<String, Loaded> models = new ConcurrentHashMap<>();
    private final Cache<String, ServedModel> versions = Caffeine.newBuilder().maximumSize(MOST_VERSIONS).build();
    private final Set<String> unloaded = ConcurrentHashMap.newKeySet();
    /** Versions of models whose weights were seen to be there, and to be theirs. */
    private final Set<Digest> whole = ConcurrentHashMap.newKeySet();

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
        answer(out, () -> ModelReadyResponse.newBuilder().setReady(isReady(request.getName())).build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> out) {
        answer(out, () -> {
            ModelContract contract = contract(request.getName());
            requireWeights(request.getName());
            ModelMetadataResponse.Builder metadata = ModelMetadataResponse.newBuilder()
                    .setName(request.getName())
                    .addVersions("1")
                    .setPlatform(ModelServers.OF_TANDEM);
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
            ServedModel model = load(request.getModelName());
            return TensorRequest.response(contract, request.getId(), rows.parallelStream().map(model::answer).toList());
        });
    }

    private ModelContract contract(String name) {
        if (!isServed(name)) {
            throw Status.NOT_FOUND
                    .withDescription(isUnloaded(name)
                            ? "The model '" + name + "' was unloaded"
                            : "Unknown model '" + name + "'; this server has " + names())
                    .asRuntimeException();
        }
        return contracts.contract(name);
    }

    private boolean isServed(String name) {
        return canBeServed(name) && !isUnloaded(name);
    }

    /** With a model all its versions are unloaded. */
    private boolean isUnloaded(String name) {
        return unloaded.contains(name) || unloaded.contains(ModelContracts.withoutVersion(name));
    }

    /** A contract is soon written, and its weights may be nowhere. */
    private boolean isReady(String name) {
        return isServed(name) && missing(name).isEmpty();
    }

    /** @throws TandemException {@link ErrorCode#MODEL_CONTRACT} when the weights are not there, or others */
    private void requireWeights(String name) {
        Digest version = contracts.digest(name);
        if (!whole.contains(version)) {
            contracts.file(name, ModelFile.WEIGHTS);
            whole.add(version);
        }
    }

    /** What is wrong with the weights. */
    private Optional<String> missing(String name) {
        try {
            requireWeights(name);
            return Optional.empty();
        } catch (TandemException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Others are files of operators, or need another server. */
    private boolean canBeServed(String name) {
        return contracts.has(name) && ServedModel.canServe(contracts.contract(name));
    }

    private List<String> names() {
        return contracts.names().stream().filter(this::canBeServed).toList();
    }

    @Override
    public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> out) {
        answer(out, () -> {
            RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
            names().forEach(name -> index.addModels(state(name)));
            return index.build();
        });
    }

    private RepositoryIndexResponse.ModelIndex state(String name) {
        RepositoryIndexResponse.ModelIndex.Builder state =
                RepositoryIndexResponse.ModelIndex.newBuilder().setName(name).setVersion("1");
        Optional<String> reason = unloaded.contains(name) ? Optional.of("unloaded") : missing(name);
        return reason.map(why -> state.setState("UNAVAILABLE").setReason(why)).orElseGet(() -> state.setState("READY")).build();
    }

    @Override
    public void repositoryModelLoad(RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> out) {
        answer(out, () -> {
            unloaded.remove(request.getModelName());
            models.remove(request.getModelName());
            contract(request.getModelName());
            load(request.getModelName());
            return RepositoryModelLoadResponse.getDefaultInstance();
        });
    }

    /** Its memory is free once the requests that are under way are answered. */
    @Override
    public void repositoryModelUnload(RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> out) {
        answer(out, () -> {
            String name = request.getModelName();
            contract(name);
            unloaded.add(name);
            models.remove(name);
            versions.asMap().keySet().removeIf(version -> isUnloaded(version));
            return RepositoryModelUnloadResponse.getDefaultInstance();
        });
    }

    /** A version of a stored model that was replaced is let go of. */
    private ServedModel load(String name) {
        if (!ModelContracts.withoutVersion(name).equals(name)) {
            return versions.get(name, same -> ServedModel.load(contracts, name));
        }
        Digest version = contracts.digest(name);
        return models.compute(name, (same, known) -> known != null && known.version().equals(version)
                ? known
                : new Loaded(version, ServedModel.load(contracts, name))).model();
    }

    private record Loaded(Digest version, ServedModel model) {}

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
