package dev.tandem.services.synthesis;

import dev.tandem.core.engine.CreateStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Creator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.proto.synthesis.v1.CreateShardRequest;
import dev.tandem.proto.synthesis.v1.CreateShardResponse;
import dev.tandem.proto.synthesis.v1.SynthesisServiceGrpc;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes new samples from the samples of a shard. */
@GrpcService
@Singleton
public class SynthesisEndpoint extends SynthesisServiceGrpc.SynthesisServiceImplBase {
    private static final String SERVICE = "synthesis";

    private final ShardStore store;
    private final Operators operators;

    SynthesisEndpoint(ShardStore store, Operators operators) {
        this.store = store;
        this.operators = operators;
    }

    @Override
    @Blocking
    public void createShard(CreateShardRequest request, StreamObserver<CreateShardResponse> out) {
        ShardCall.shard(
                SERVICE,
                out, update -> CreateShardResponse.newBuilder().setUpdate(update).build(), store, progress -> {
                    Digest input = new Digest(request.getInput());
                    OperatorSpec spec = OperatorMessages.spec(request.getCreator());
                    ScoredInference scores = operators.scores(store.contents(), store.view(input).shard(), request.getTenant());
                    Operators asking = operators.asking(scores);
                    Creator creator = asking.create(spec, Creator.class);
                    Digest key = CreateStep.key(input, spec, asking.models(List.of(creator)));
                    return ShardCall.KeyedWork.scored(
                            key, scores, told -> new CreateStep(store).run(key, store.view(input), spec, creator, told));
                });
    }
}
