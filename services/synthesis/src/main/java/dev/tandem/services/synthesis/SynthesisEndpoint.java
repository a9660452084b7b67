package dev.tandem.services.synthesis;

import dev.tandem.core.engine.CreateStep;
import dev.tandem.core.engine.PairStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.operator.SetCreator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.proto.common.v1.Progress;
import dev.tandem.proto.synthesis.v1.CreateShardRequest;
import dev.tandem.proto.synthesis.v1.CreateShardResponse;
import dev.tandem.proto.synthesis.v1.HandOverShardRequest;
import dev.tandem.proto.synthesis.v1.HandOverShardResponse;
import dev.tandem.proto.synthesis.v1.OfferShardRequest;
import dev.tandem.proto.synthesis.v1.OfferShardResponse;
import dev.tandem.proto.synthesis.v1.PairOffersRequest;
import dev.tandem.proto.synthesis.v1.PairOffersResponse;
import dev.tandem.proto.synthesis.v1.SynthesisServiceGrpc;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes new samples from the samples of a shard, and of pairs from all of them. */
@GrpcService
@Singleton
public class SynthesisEndpoint extends SynthesisServiceGrpc.SynthesisServiceImplBase {
    private static final String SERVICE = "synthesis";

    private final ShardStore store;
    private final Operators operators;
    private final PairStep pairs;
    private final Documents documents;

    SynthesisEndpoint(ShardStore store, Operators operators) {
        this.store = store;
        this.operators = operators;
        this.pairs = new PairStep(store);
        this.documents = new Documents(store.contents());
    }

    @Override
    @Blocking
    public void createShard(CreateShardRequest request, StreamObserver<CreateShardResponse> out) {
        ShardCall.shard(
                SERVICE,
                out, update -> CreateShardResponse.newBuilder().setUpdate(update).build(), store, progress -> {
                    Digest input = new Digest(request.getInput());
                    OperatorSpec spec = OperatorMessages.spec(request.getCreator());
                    if (!request.getPairing().isEmpty()) {
                        return paired(input, new Digest(request.getPairing()), spec);
                    }
                    ScoredInference scores = operators.scores(store.contents(), store.view(input).shard(), request.getTenant());
                    Operators asking = operators.asking(scores);
                    Creator creator = asking.create(spec, Creator.class);
                    Digest key = CreateStep.key(input, spec, asking.models(List.of(creator)));
                    return ShardCall.KeyedWork.scored(
                            key, scores, told -> new CreateStep(store).run(key, store.view(input), spec, creator, told));
                });
    }

    private ShardCall.KeyedWork paired(Digest input, Digest pairing, OperatorSpec spec) {
        SetCreator creator = operators.create(spec, SetCreator.class);
        Digest key = PairStep.createKey(pairing, input, spec);
        return new ShardCall.KeyedWork(key, told -> pairs.create(key, store.view(input), pairing, spec, creator, told));
    }

    @Override
    @Blocking
    public void offerShard(OfferShardRequest request, StreamObserver<OfferShardResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> OfferShardResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getCreator());
                    SetCreator creator = operators.create(spec, SetCreator.class);
                    Digest input = new Digest(request.getInput());
                    Digest key = pairs.offer(PairStep.offerKey(input, spec), store.view(input), creator, told);
                    return OfferShardResponse.newBuilder().setOffers(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void pairOffers(PairOffersRequest request, StreamObserver<PairOffersResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> PairOffersResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getCreator());
                    SetCreator creator = operators.create(spec, SetCreator.class);
                    List<Digest> inputs = documents.keys(new Digest(request.getInputs()));
                    List<Digest> offers = documents.keys(new Digest(request.getOffers()));
                    Digest key = pairs.pair(PairStep.pairKey(inputs, spec), offers, creator, told);
                    return PairOffersResponse.newBuilder().setPairing(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void handOverShard(HandOverShardRequest request, StreamObserver<HandOverShardResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> HandOverShardResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getCreator());
                    SetCreator creator = operators.create(spec, SetCreator.class);
                    Digest input = new Digest(request.getInput());
                    Digest pairing = new Digest(request.getPairing());
                    Digest key = PairStep.handOverKey(pairing, input, spec);
                    pairs.handOver(key, store.view(input), pairing, spec, creator, told);
                    return HandOverShardResponse.newBuilder().setPieces(key.hex()).build();
                });
    }

    private static Progress progress(long samples) {
        return Progress.newBuilder().setSamples(samples).build();
    }
}
