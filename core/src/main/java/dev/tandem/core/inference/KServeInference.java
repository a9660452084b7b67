package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.trace.Spans;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Asks servers of the KServe v2 gRPC protocol. Every call ends within {@link InferenceSettings#callTimeout}, with answers that
 * fit the model's contract or with an error. Callers wait while as many requests are under way as the settings allow; one call
 * sends its batches one after the other, so that concurrency comes from calling in several threads. Thread-safe.
 */
public final class KServeInference implements Inference, AutoCloseable {
    /** Answers are tensors; the contract bounds how many. */
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private static final Pattern ADDRESS = Pattern.compile("(?!https?:)\\S+:\\d{1,5}");

    private final ModelContracts contracts;
    private final InferenceSettings settings;
    private final InferenceListener listener;
    private final InFlightLimit limit;
    private final List<Endpoint> endpoints;
    private final List<ManagedChannel> owned;
    private final Map<Digest, ModelClient> models;

    /**
     * Over channels that the caller keeps.
     *
     * @param channels by the address that messages and metrics name; at least one
     */
    public KServeInference(
            Map<String, ? extends Channel> channels,
            ModelContracts contracts,
            InferenceSettings settings,
            InferenceListener listener) {
        this(channels, List.of(), contracts, settings, listener);
    }

    private KServeInference(KServeInference other, ModelContracts contracts) {
        this.contracts = contracts;
        this.settings = other.settings;
        this.listener = other.listener;
        this.limit = other.limit;
        this.endpoints = other.endpoints;
        this.owned = List.of();
        this.models = other.models;
    }

    private KServeInference(
            Map<String, ? extends Channel> channels,
            List<ManagedChannel> owned,
            ModelContracts contracts,
            InferenceSettings settings,
            InferenceListener listener) {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one model server");
        }
        this.contracts = contracts;
        this.settings = settings;
        this.listener = listener;
        this.limit = new InFlightLimit(settings.inFlightRequests(), settings.inFlightBytes());
        this.endpoints = channels.entrySet().stream()
                .map(entry -> new Endpoint(entry.getKey(), entry.getValue()))
                .toList();
        this.owned = owned;
        this.models = new ConcurrentHashMap<>();
    }

    /**
     * Over channels of its own; nothing is sent before the first call.
     *
     * @param addresses {@code host:port}, at least one; where a name stands for several hosts, calls go to them in turn
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for an address of another form
     */
    public static KServeInference connect(
            List<String> addresses, ModelContracts contracts, InferenceSettings settings, InferenceListener listener) {
        addresses.forEach(KServeInference::validate);
        Map<String, ManagedChannel> channels = new LinkedHashMap<>();
        addresses.forEach(address -> channels.computeIfAbsent(address, KServeInference::channel));
        return new KServeInference(channels, new ArrayList<>(channels.values()), contracts, settings, listener);
    }

    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        ModelContract contract = contracts.contract(model);
        if (contract.inputs().isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model + "' (" + contract.task()
                    + ") is a file for operators, and none that a server answers with. Name a model with inputs and outputs.");
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        List<ModelRow> complete = withFeatures(model, rows);
        return models.computeIfAbsent(contracts.digest(model), digest -> new ModelClient(contract, endpoints, settings, limit, listener))
                .infer(complete);
    }

    /** Shares its channels and limits with this one, which is to be closed in its place. */
    @Override
    public Inference snapshot() {
        return new KServeInference(this, contracts.snapshot());
    }

    @Override
    public ModelContract contract(String model) {
        return contracts.contract(model);
    }

    @Override
    public List<String> labels(String model, String output) {
        return contracts.labels(model, output);
    }

    @Override
    public Digest modelDigest(String model) {
        return contracts.digest(model);
    }

    @Override
    public byte[] file(String model, ModelFile file) {
        return contracts.file(model, file);
    }

    /** Ends what is under way, and closes the channels that {@link #connect} opened. */
    @Override
    public void close() {
        owned.forEach(ManagedChannel::shutdownNow);
    }

    private static void validate(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The model server '" + address + "' in tandem.inference.endpoint"
                    + " is not an address. Expected host:port (gRPC, without http://), or several with commas between them.");
        }
    }

    private static ManagedChannel channel(String address) {
        return ManagedChannelBuilder.forTarget(address)
                .usePlaintext()
                .intercept(Spans.calls())
                .defaultLoadBalancingPolicy("round_robin")
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .build();
    }
}
