package dev.tandem.core.inference;

import com.google.protobuf.ByteString;
import dev.tandem.core.doctor.Finding;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.ModelRepositoryParameter;
import inference.RepositoryIndexRequest;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelUnloadRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The model servers one by one, as those see them who look after models: what each has, and whether it is the right one. */
public final class ModelServers implements AutoCloseable {
    /** Platform of the models of a server that is a part of Tandem: it has every version of the store. */
    public static final String OF_TANDEM = "tandem";

    private static final String SETTING = "TANDEM_INFERENCE_ENDPOINT";

    private final Map<String, ? extends Channel> channels;
    private final List<ManagedChannel> owned;
    private final ModelContracts contracts;
    private final InferenceSettings settings;

    /** Over channels that the caller keeps, by address. */
    ModelServers(Map<String, ? extends Channel> channels, ModelContracts contracts, InferenceSettings settings) {
        this(channels, List.of(), contracts, settings);
    }

    private ModelServers(
            Map<String, ? extends Channel> channels, List<ManagedChannel> owned, ModelContracts contracts, InferenceSettings settings) {
        this.channels = channels;
        this.owned = owned;
        this.contracts = contracts;
        this.settings = settings;
    }

    /** @param addresses {@code host:port} of each */
    public static ModelServers connect(List<String> addresses, ModelContracts contracts, InferenceSettings settings) {
        Map<String, ManagedChannel> channels = new LinkedHashMap<>();
        EndpointAddress.targets(addresses).forEach(address -> channels.computeIfAbsent(
                address, target -> ManagedChannelBuilder.forTarget(target).usePlaintext().build()));
        return new ModelServers(channels, List.copyOf(channels.values()), contracts, settings);
    }

    /** For each server whether it is ready for a model, has it as its contract says, and answers the contract's examples. */
    public List<Finding> check(String model) {
        return channels.keySet().stream().flatMap(address -> check(model, address).stream()).toList();
    }

    /** The same of one of them. */
    List<Finding> check(String model, String address) {
        ModelContract contract = contracts.contract(model);
        Channel channel = channels.get(address);
        Finding served = ModelServerCheck.check(
                new Endpoint(address, channel, 1), contract, contracts.namesAtServers(model), settings.probeTimeout());
        return served.fails() || contract.examples().isEmpty() || contract.writes()
                ? List.of(served)
                : List.of(served, examples(address, channel, model, contract));
    }

    Map<String, ? extends Channel> channels() {
        return channels;
    }

    private Finding examples(String address, Channel channel, String model, ModelContract contract) {
        String check = "examples of " + model + " at " + address;
        try (KServeInference inference =
                new KServeInference(Map.of(address, channel), contracts, settings, InferenceListener.NONE)) {
            List<ModelAnswer> answers =
                    inference.infer(model, contract.examples().stream().map(ModelExample::row).toList());
            for (int i = 0; i < answers.size(); i++) {
                String difference = contract.examples().get(i).difference(answers.get(i));
                if (!difference.isEmpty()) {
                    return Finding.failed(check, "example " + (i + 1) + ": " + difference, SETTING,
                            "Deploy the weights that the contract means, or correct its examples.");
                }
            }
            return Finding.ok(check, answers.size() + " answered as the contract says");
        } catch (TandemException e) {
            return Finding.failed(check, e.getMessage(), SETTING, "Repair the model on that server.");
        }
    }

    /** The state of each model that a server tells of, by its address; a server that does not tell has none. */
    public Map<String, Map<String, String>> states() {
        Map<String, Map<String, String>> states = new TreeMap<>();
        channels.forEach((address, channel) -> {
            Map<String, String> ofServer = new TreeMap<>();
            try {
                stub(channel).repositoryIndex(RepositoryIndexRequest.getDefaultInstance()).getModelsList()
                        .forEach(found -> ofServer.put(found.getName(), found.getState().isEmpty() ? "UNAVAILABLE" : found.getState()));
            } catch (StatusRuntimeException e) {
                ofServer.clear();
            }
            states.put(address, ofServer);
        });
        return states;
    }

    /**
     * Lets every server load a model, out of its repository; one that has it loads it anew.
     *
     * @param parameters what is sent along: {@code config} as JSON, and {@code file:1/model.onnx} and so on
     */
    public List<Finding> load(String model, Map<String, byte[]> parameters) {
        return load(model, request(nameOf(model), parameters));
    }

    private List<Finding> load(String model, RepositoryModelLoadRequest request) {
        return each(model, "loaded", stub -> stub.repositoryModelLoad(request));
    }

    private static RepositoryModelLoadRequest request(String name, Map<String, byte[]> parameters) {
        RepositoryModelLoadRequest.Builder request = RepositoryModelLoadRequest.newBuilder().setModelName(name);
        parameters.forEach((parameter, value) -> request.putParameters(parameter, parameter.startsWith("file:")
                ? ModelRepositoryParameter.newBuilder().setBytesParam(ByteString.copyFrom(value)).build()
                : ModelRepositoryParameter.newBuilder().setStringParamBytes(ByteString.copyFrom(value)).build()));
        return request.build();
    }

    /** The same with its weights, which servers need not have: they may be in another repository, or in the store alone. */
    public List<Finding> loadFiles(String model) {
        return load(model, withFiles(model, nameOf(model)));
    }

    /**
     * The request for it.
     *
     * @param name that servers are to have it by
     */
    RepositoryModelLoadRequest withFiles(String model, String name) {
        return request(name, TritonConfig.load(contracts.contract(model), name, contracts.file(model, ModelFile.WEIGHTS)));
    }

    /** Where a version is named, servers have it by that name. */
    private String nameOf(String model) {
        return ModelContracts.withoutVersion(model).equals(model) ? contracts.contract(model).name() : model;
    }

    /** Lets every server let go of a model. */
    public List<Finding> unload(String model) {
        RepositoryModelUnloadRequest request =
                RepositoryModelUnloadRequest.newBuilder().setModelName(nameOf(model)).build();
        return each(model, "unloaded", stub -> stub.repositoryModelUnload(request));
    }

    private List<Finding> each(String model, String done, Consumer<GRPCInferenceServiceBlockingStub> call) {
        if (channels.isEmpty()) {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "No model server is set. Set tandem.inference.endpoint.");
        }
        List<Finding> findings = new ArrayList<>();
        channels.forEach((address, channel) -> {
            String check = "model " + model + " at " + address;
            try {
                call.accept(stub(channel).withDeadlineAfter(settings.callTimeout().toNanos(), TimeUnit.NANOSECONDS));
                findings.add(Finding.ok(check, done));
            } catch (StatusRuntimeException e) {
                findings.add(Finding.failed(check, AttemptFailedException.of(e.getStatus(), "the model server").getMessage(), SETTING,
                        "Start Triton with --model-control-mode=explicit, and see that its repository has the model."));
            }
        });
        return findings;
    }

    private GRPCInferenceServiceBlockingStub stub(Channel channel) {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(settings.probeTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        owned.forEach(ManagedChannel::shutdownNow);
    }
}
