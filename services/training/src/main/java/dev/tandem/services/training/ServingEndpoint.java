package dev.tandem.services.training;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.core.inference.ModelServers;
import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.inference.VersionServing;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.RoundResult;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.proto.training.v1.ServeTowersRequest;
import dev.tandem.proto.training.v1.ServeTowersResponse;
import dev.tandem.proto.training.v1.ServedTowers;
import dev.tandem.proto.training.v1.ServingServiceGrpc;
import dev.tandem.services.common.InferenceConfig;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings the towers of rounds to the model servers, and takes those away that nobody needs any more. */
@GrpcService
@Singleton
public class ServingEndpoint extends ServingServiceGrpc.ServingServiceImplBase {
    private final ShardStore store;
    private final ModelRegistry registry;
    private final ModelContracts contracts;
    private final InferenceConfig inference;

    ServingEndpoint(ShardStore store, ModelContracts contracts, InferenceConfig inference) {
        this.store = store;
        this.registry = new ModelRegistry(store.contents());
        this.contracts = contracts;
        this.inference = inference;
    }

    @Override
    @Blocking
    public void serveTowers(ServeTowersRequest request, StreamObserver<ServeTowersResponse> out) {
        UnaryCall.answer(out, () -> {
            try (ModelServers servers =
                    ModelServers.connect(inference.endpoint().orElse(List.of()), contracts, inference.settings())) {
                ServeTowersResponse.Builder response = ServeTowersResponse.newBuilder();
                serve(request, new VersionServing(servers, registry, inference.settings())).forEach(served -> response.addServed(
                        ServedTowers.newBuilder()
                                .setEndpoint(served.endpoint())
                                .setState(served.state().name())
                                .setDetail(served.detail())));
                return response.build();
            }
        });
    }

    /** What is to stay is there before anything goes. */
    private List<ServedModels> serve(ServeTowersRequest request, VersionServing servers) {
        List<ServedModels> served = new ArrayList<>();
        if (!request.getRound().isEmpty()) {
            Map<String, Digest> towers = towers(request.getRound());
            served.addAll(servers.load(towers, request.getNamed()));
            verifyNoneFailed(request.getRound(), served);
        }
        if (!request.getKeepOthers()) {
            servers.unloadOthers(request.getModelsList(), kept(request));
        }
        return served;
    }

    private Set<Digest> kept(ServeTowersRequest request) {
        Set<Digest> kept = new HashSet<>();
        List<String> rounds = new ArrayList<>(request.getKeepList());
        if (!request.getRound().isEmpty()) {
            rounds.add(request.getRound());
        }
        rounds.forEach(round -> kept.addAll(towers(round).values()));
        request.getModelsList().forEach(name -> registry.find(name).ifPresent(pointed -> kept.add(pointed.version())));
        return kept;
    }

    private Map<String, Digest> towers(String round) {
        return Json.read(store.contents().objects().get(ObjectKey.result(new Digest(round))), RoundResult.class).towers();
    }

    private static void verifyNoneFailed(String round, List<ServedModels> served) {
        String failed = served.stream()
                .filter(one -> one.state() == ServedModels.State.FAILED)
                .map(ServedModels::meaning)
                .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            throw new TandemException(ErrorCode.MODEL_UNAVAILABLE, "The models of the round " + new Digest(round).abbreviated() + " "
                    + failed + ". No name points to them. Repair the server and start the rounds again, what is finished is reused; or"
                    + " set 'rounds: serve: none'.");
        }
    }
}
