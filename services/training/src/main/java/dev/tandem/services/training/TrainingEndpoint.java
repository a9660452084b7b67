package dev.tandem.services.training;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.TrainStep;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rpc.CountMessages;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.proto.common.v1.Progress;
import dev.tandem.proto.training.v1.AdoptRoundRequest;
import dev.tandem.proto.training.v1.AdoptRoundResponse;
import dev.tandem.proto.training.v1.Pool;
import dev.tandem.proto.training.v1.PrepareRequest;
import dev.tandem.proto.training.v1.PrepareResponse;
import dev.tandem.proto.training.v1.ScoreShardRequest;
import dev.tandem.proto.training.v1.ScoreShardResponse;
import dev.tandem.proto.training.v1.TrainRoundRequest;
import dev.tandem.proto.training.v1.TrainRoundResponse;
import dev.tandem.proto.training.v1.TrainSelectorRequest;
import dev.tandem.proto.training.v1.TrainSelectorResponse;
import dev.tandem.proto.training.v1.TrainedRound;
import dev.tandem.proto.training.v1.TrainedSelector;
import dev.tandem.proto.training.v1.TrainingServiceGrpc;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Trains models on what was curated, and lets them judge it. */
@GrpcService
@Singleton
public class TrainingEndpoint extends TrainingServiceGrpc.TrainingServiceImplBase {
    private static final String SERVICE = "training";

    private final Documents documents;
    private final CoreBeans.ModelServer models;
    private final ContentStore contents;
    private final PoolPreparation pools;
    private final RoundMaking rounds;
    private final ShardStore store;
    private final Operators operators;

    TrainingEndpoint(ShardStore store, Operators operators, CoreBeans.ModelServer models) {
        this.documents = new Documents(store.contents());
        this.contents = store.contents();
        this.models = models;
        this.pools = new PoolPreparation(store, operators);
        this.rounds = new RoundMaking(store, new PairMaking(store, operators, models));
        this.store = store;
        this.operators = operators;
    }

    @Override
    @Blocking
    public void prepare(PrepareRequest call, StreamObserver<PrepareResponse> out) {
        ShardCall.run(
                SERVICE,
                out,
                samples -> PrepareResponse.newBuilder().setProgress(Progress.newBuilder().setSamples(samples)).build(),
                told -> {
                    PoolPreparation.Request request = new PoolPreparation.Request(
                            call.getTenant(),
                            keys(call.getViews()),
                            Optional.of(call.getRejects()).filter(digest -> !digest.isEmpty()).map(this::keys),
                            call.getImageModel(),
                            call.getTextModel(),
                            call.getMostPairs(),
                            Optional.empty());
                    PoolPreparation.Prepared prepared = pools.prepare(request, models.inference().snapshot(), told);
                    return PrepareResponse.newBuilder()
                            .setPool(Pool.newBuilder()
                                    .setKey(prepared.result().key().hex())
                                    .setPairs(prepared.result().pairs())
                                    .setKept(prepared.result().kept())
                                    .setSkipped(prepared.result().skipped())
                                    .setLeftOut(prepared.result().leftOut())
                                    .setReused(prepared.reused()))
                            .build();
                });
    }

    @Override
    @Blocking
    public void trainRound(TrainRoundRequest call, StreamObserver<TrainRoundResponse> out) {
        ShardCall.run(
                SERVICE,
                out,
                epochs -> TrainRoundResponse.newBuilder().setProgress(Progress.newBuilder().setSamples(epochs)).build(),
                told -> {
                    RoundMaking.Request request = new RoundMaking.Request(
                            call.getTenant(),
                            call.getNumber(),
                            new Digest(call.getPool()),
                            Optional.of(call.getOtherPool()).filter(key -> !key.isEmpty()).map(Digest::new),
                            call.getPeopleList().stream().map(Digest::new).toList(),
                            Optional.of(call.getPrevious()).filter(key -> !key.isEmpty()).map(key ->
                                    new RoundMaking.Previous(new Digest(key), new Digest(call.getFirst()))),
                            Json.read(contents.get(new Digest(call.getSettings()), ObjectKey::document), Rounds.class),
                            new Digest(call.getPlan()),
                            new RoundMaking.Step(call.getStep(), keys(call.getViews())),
                            new RoundMaking.Step(call.getRejectsStep(), keys(call.getRejects())));
                    RoundMaking.Made made = rounds.make(request, told);
                    return TrainRoundResponse.newBuilder()
                            .setRound(TrainedRound.newBuilder()
                                    .setKey(made.result().key().hex())
                                    .setReused(made.reused()))
                            .build();
                });
    }

    @Override
    @Blocking
    public void trainSelector(TrainSelectorRequest call, StreamObserver<TrainSelectorResponse> out) {
        ShardCall.run(
                SERVICE,
                out,
                done -> TrainSelectorResponse.newBuilder().setProgress(Progress.newBuilder().setSamples(done)).build(),
                told -> {
                    SelectorTraining.Made made = new SelectorTraining(store, operators).train(
                            call.getTenant(), keys(call.getViews()), OperatorMessages.spec(call.getSelector()), told);
                    return TrainSelectorResponse.newBuilder()
                            .setTrained(TrainedSelector.newBuilder()
                                    .setKey(made.result().key().hex())
                                    .setReused(made.reused())
                                    .putAllScores(CountMessages.scoreMessages(made.scores())))
                            .build();
                });
    }

    @Override
    @Blocking
    public void scoreShard(ScoreShardRequest call, StreamObserver<ScoreShardResponse> out) {
        ShardCall.shard(
                SERVICE,
                out, update -> ScoreShardResponse.newBuilder().setUpdate(update).build(), store, progress -> {
                    Digest input = new Digest(call.getInput());
                    Digest trained = new Digest(call.getTrained());
                    OperatorSpec spec = OperatorMessages.spec(call.getSelector());
                    ScoredInference scores = operators.scores(store.contents(), store.view(input).shard(), call.getTenant());
                    CurationOperator selector = operators.create(spec);
                    Digest key = TrainStep.scoreKey(trained, input, spec, operators.models(List.of(selector)));
                    return ShardCall.KeyedWork.scored(key, scores, told -> new SelectorScoring(store, operators).score(
                            key, store.view(input), spec, new SelectorTraining(store, operators).networks(trained), scores, told));
                });
    }

    @Override
    @Blocking
    public void adoptRound(AdoptRoundRequest request, StreamObserver<AdoptRoundResponse> out) {
        UnaryCall.answer(out, () -> {
            AdoptRoundResponse.Builder response = AdoptRoundResponse.newBuilder();
            rounds.adopt(new Digest(request.getRound())).towers()
                    .forEach((name, version) -> response.putTowers(name, version.hex()));
            return response.build();
        });
    }

    private List<Digest> keys(String list) {
        return documents.keys(new Digest(list));
    }
}
