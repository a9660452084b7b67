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
        ModelContract contract = contracts.contract(model);
        List<Finding> findings = new ArrayList<>();
        channels.forEach((address, channel) -> {
            Finding served = ModelServerCheck.check(new Endpoint(address, channel, 1), contract, settings.probeTimeout());
            findings.add(served);
            if (!served.fails() && !contract.examples().isEmpty() && !contract.writes()) {
                findings.add(examples(address, channel, model, contract));
            }
        });
        return findings;
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
        RepositoryModelLoadRequest.Builder request =
                RepositoryModelLoadRequest.newBuilder().setModelName(contracts.contract(model).name());
        parameters.forEach((name, value) -> request.putParameters(name, name.startsWith("file:")
                ? ModelRepositoryParameter.newBuilder().setBytesParam(ByteString.copyFrom(value)).build()
                : ModelRepositoryParameter.newBuilder().setStringParamBytes(ByteString.copyFrom(value)).build()));
        return each(model, "loaded", stub -> stub.repositoryModelLoad(request.build()));
    }

    /** Lets every server let go of a model. */
    public List<Finding> unload(String model) {
        RepositoryModelUnloadRequest request =
                RepositoryModelUnloadRequest.newBuilder().setModelName(contracts.contract(model).name()).build();
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
