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

/**
 * Asks servers of the KServe v2 gRPC protocol. Every call ends within {@link InferenceSettings#callTimeout}, with answers that
 * fit the model's contract or with an error. Callers wait while as many requests are under way as the settings allow; one call
 * sends its batches one after the other, so that concurrency comes from calling in several threads. Thread-safe.
 */
public final class KServeInference implements Inference, AutoCloseable {
    /** Answers are tensors; the contract bounds how many. */
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final ModelContracts contracts;
    private final InferenceSettings settings;
    private final InferenceListener listener;
    private final InFlightLimit limit;
    private final List<Endpoint> endpoints;
    private final List<ManagedChannel> owned;
    private final Map<Asked, ModelClient> models;
    private final Map<Asked, StreamClient> streams;
    private final Generator writing;

    /**
     * What is asked.
     *
     * @param names by which servers may have it
     */
    private record Asked(Digest version, List<String> names) {}

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
        this(endpoints(channels), List.of(), contracts, settings, listener);
    }

    private KServeInference(KServeInference other, ModelContracts contracts, List<ManagedChannel> owned, Generator writing) {
        this.contracts = contracts;
        this.settings = other.settings;
        this.listener = other.listener;
        this.limit = other.limit;
        this.endpoints = other.endpoints;
        this.owned = owned;
        this.models = other.models;
        this.streams = other.streams;
        this.writing = writing;
    }

    private static List<Endpoint> endpoints(Map<String, ? extends Channel> channels) {
        return channels.entrySet().stream().map(entry -> new Endpoint(entry.getKey(), entry.getValue(), 1)).toList();
    }

    private KServeInference(
            List<Endpoint> endpoints,
            List<ManagedChannel> owned,
            ModelContracts contracts,
            InferenceSettings settings,
            InferenceListener listener) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one model server");
        }
        this.contracts = contracts;
        this.settings = settings;
        this.listener = listener;
        this.limit = new InFlightLimit(settings.inFlightRequests(), settings.inFlightBytes());
        this.endpoints = endpoints;
        this.owned = owned;
        this.models = new ConcurrentHashMap<>();
        this.streams = new ConcurrentHashMap<>();
        this.writing = Generator.none();
    }

    /**
     * Over channels of its own; nothing is sent before the first call.
     *
     * @param addresses {@code host:port} or {@code host:port*weight}, at least one; where a name stands for several hosts,
     *     calls go to them in turn
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for an address of another form
     */
    public static KServeInference connect(
            List<String> addresses, ModelContracts contracts, InferenceSettings settings, InferenceListener listener) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        addresses.stream().map(EndpointAddress::parse).forEach(address -> weights.put(address.target(), address.weight()));
        List<Endpoint> endpoints = new ArrayList<>();
        List<ManagedChannel> owned = new ArrayList<>();
        weights.forEach((target, weight) -> {
            owned.add(channel(target));
            endpoints.add(new Endpoint(target, owned.getLast(), weight));
        });
        return new KServeInference(endpoints, owned, contracts, settings, listener);
    }

    @Override
    public List<ModelAnswer> infer(String model, List<ModelRow> rows) {
        ModelContract contract = contracts.contract(model);
        if (contract.writes()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model + "' writes text, and has no numbers to give."
                    + " Name another for this.");
        }
        if (contract.inputs().isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model + "' (" + contract.task()
                    + ") is a file for operators, and none that a server answers with. Name a model with inputs and outputs.");
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        List<ModelRow> complete = withFeatures(model, rows);
        return models.computeIfAbsent(asked(model), asked ->
                        new ModelClient(contract, asked.names(), endpoints, settings, limit, listener))
                .infer(complete);
    }

    private Asked asked(String model) {
        return new Asked(contracts.digest(model), contracts.namesAtServers(model));
    }

    /** Shares its channels and limits with this one, which is to be closed in its place. */
    @Override
    public Inference snapshot() {
        return new KServeInference(this, contracts.snapshot(), List.of(), writing);
    }

    /** This one, with what asks models that are not behind these servers: those whose contracts have no inputs. */
    public KServeInference with(Generator generator) {
        return new KServeInference(this, contracts, owned, generator);
    }

    @Override
    public Generator generator() {
        return (model, prompt, options) -> {
            ModelContract contract = contracts.contract(model);
            if (contract.inputs().isEmpty()) {
                return writing.generate(contract.servedName(), prompt, options);
            }
            if (!contract.writes()) {
                throw new TandemException(ErrorCode.INVALID_RECIPE, "The model '" + model + "' (" + contract.task()
                        + ") does not write. Name one whose contract has an output of BYTES.");
            }
            return streams.computeIfAbsent(
                            asked(model), asked -> new StreamClient(contract, asked.names(), endpoints, settings, limit, listener))
                    .generate(prompt, options);
        };
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

    private static ManagedChannel channel(String address) {
        return ManagedChannelBuilder.forTarget(address)
                .usePlaintext()
                .intercept(Spans.calls())
                .defaultLoadBalancingPolicy("round_robin")
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .build();
    }
}
