package dev.tandem.services.filtering;

import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.proto.filtering.v1.FilterShardRequest;
import dev.tandem.proto.filtering.v1.FilterShardResponse;
import dev.tandem.proto.filtering.v1.FilteringServiceGrpc;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.List;

/** Measures, decides and maps: filters and mappers over one shard in one pass. */
@GrpcService
@Singleton
public class FilteringEndpoint extends FilteringServiceGrpc.FilteringServiceImplBase {
    private static final String SERVICE = "filtering";

    private final ShardStore store;
    private final Operators operators;

    FilteringEndpoint(ShardStore store, Operators operators) {
        this.store = store;
        this.operators = operators;
    }

    @Override
    @Blocking
    public void filterShard(FilterShardRequest request, StreamObserver<FilterShardResponse> out) {
        ShardCall.shard(
                SERVICE,
                out, update -> FilterShardResponse.newBuilder().setUpdate(update).build(), store, progress -> {
                    Digest input = new Digest(request.getInput());
                    List<OperatorSpec> specs =
                            request.getOperatorsList().stream().map(OperatorMessages::spec).toList();
                    List<CurationOperator> created = specs.stream().map(operators::create).toList();
                    Digest key = PassStep.key(input, specs, operators.models(created));
                    return new ShardCall.KeyedWork(
                            key, told -> new PassStep(store).run(key, store.view(input), specs, created, told));
                });
    }
}
