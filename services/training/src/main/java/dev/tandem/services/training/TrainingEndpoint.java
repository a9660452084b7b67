package dev.tandem.services.training;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.Documents;
import dev.tandem.proto.common.v1.Progress;
import dev.tandem.proto.training.v1.Pool;
import dev.tandem.proto.training.v1.PrepareRequest;
import dev.tandem.proto.training.v1.PrepareResponse;
import dev.tandem.proto.training.v1.TrainingServiceGrpc;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
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
    private final PoolPreparation pools;

    TrainingEndpoint(ShardStore store, Operators operators, CoreBeans.ModelServer models) {
        this.documents = new Documents(store.contents());
        this.models = models;
        this.pools = new PoolPreparation(store, operators);
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
                            call.getMostPairs());
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

    private List<Digest> keys(String list) {
        return documents.keys(new Digest(list));
    }
}
