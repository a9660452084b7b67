package dev.tandem.services.dedup;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.proto.common.v1.Progress;
import dev.tandem.proto.dedup.v1.BucketPartRequest;
import dev.tandem.proto.dedup.v1.BucketPartResponse;
import dev.tandem.proto.dedup.v1.ClusterShardsRequest;
import dev.tandem.proto.dedup.v1.ClusterShardsResponse;
import dev.tandem.proto.dedup.v1.DedupServiceGrpc;
import dev.tandem.proto.dedup.v1.PlanBucketsRequest;
import dev.tandem.proto.dedup.v1.PlanBucketsResponse;
import dev.tandem.proto.dedup.v1.SelectShardRequest;
import dev.tandem.proto.dedup.v1.SelectShardResponse;
import dev.tandem.proto.dedup.v1.SignShardRequest;
import dev.tandem.proto.dedup.v1.SignShardResponse;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds duplicates in restartable steps: signature (per shard), bucket (per part of the band keys of all shards), cluster (over
 * all), select (per shard).
 */
@GrpcService
@Singleton
public class DedupEndpoint extends DedupServiceGrpc.DedupServiceImplBase {
    private static final String SERVICE = "dedup";

    private final ShardStore store;
    private final DedupStep step;
    private final Documents documents;
    private final Operators operators;

    DedupEndpoint(ShardStore store, Operators operators, DedupConfig config) {
        this.store = store;
        this.step = new DedupStep(store, config.space());
        this.documents = new Documents(store.contents());
        this.operators = operators;
    }

    @Override
    @Blocking
    public void signShard(SignShardRequest request, StreamObserver<SignShardResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> SignShardResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
                    Deduplicator deduplicator = operators.create(spec, Deduplicator.class);
                    Digest input = new Digest(request.getInput());
                    Digest key = DedupStep.signKey(input, spec, operators.models(List.of(deduplicator)));
                    step.sign(key, store.view(input), deduplicator, told);
                    return SignShardResponse.newBuilder().setSignatures(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void planBuckets(PlanBucketsRequest request, StreamObserver<PlanBucketsResponse> out) {
        ShardCall.run(SERVICE, out, samples -> PlanBucketsResponse.getDefaultInstance(), told -> {
            OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
            Map<String, Digest> models = operators.models(List.of(operators.create(spec, Deduplicator.class)));
            DedupStep.Signed signatures = new DedupStep.Signed(documents.keys(new Digest(request.getSignatures())), 0);
            int parts = step.parts(signatures);
            List<Digest> keys = IntStream.range(0, parts)
                    .mapToObj(part -> DedupStep.bucketKey(signatures, spec, models, part, parts))
                    .toList();
            return PlanBucketsResponse.newBuilder()
                    .setParts(documents.putKeys(keys).hex())
                    .setCount(parts)
                    .build();
        });
    }

    @Override
    @Blocking
    public void bucketPart(BucketPartRequest request, StreamObserver<BucketPartResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> BucketPartResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
                    Deduplicator deduplicator = operators.create(spec, Deduplicator.class);
                    DedupStep.Signed signatures = new DedupStep.Signed(documents.keys(new Digest(request.getSignatures())), 0);
                    int part = request.getPart();
                    int parts = request.getParts();
                    Digest key = DedupStep.bucketKey(
                            signatures, spec, operators.models(List.of(deduplicator)), part, parts);
                    step.bucket(key, signatures, part, parts, deduplicator, told);
                    return BucketPartResponse.newBuilder().setPairs(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void clusterShards(ClusterShardsRequest request, StreamObserver<ClusterShardsResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> ClusterShardsResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
                    Deduplicator deduplicator = operators.create(spec, Deduplicator.class);
                    List<Digest> inputs = documents.keys(new Digest(request.getInputs()));
                    DedupStep.Signed signatures = new DedupStep.Signed(documents.keys(new Digest(request.getSignatures())), 0);
                    Digest key = DedupStep.clusterKey(inputs, spec, operators.models(List.of(deduplicator)));
                    List<Digest> buckets = request.getBuckets().isEmpty()
                            ? step.buckets(signatures, spec, operators.models(List.of(deduplicator)), deduplicator, told)
                            : documents.keys(new Digest(request.getBuckets()));
                    step.cluster(key, signatures, buckets, deduplicator, told);
                    return ClusterShardsResponse.newBuilder().setClusters(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void selectShard(SelectShardRequest request, StreamObserver<SelectShardResponse> out) {
        ShardCall.shard(
                SERVICE,
                out, update -> SelectShardResponse.newBuilder().setUpdate(update).build(), store, progress -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
                    Digest input = new Digest(request.getInput());
                    Digest clusters = new Digest(request.getClusters());
                    Digest key = DedupStep.selectKey(clusters, request.getIndex(), input, spec);
                    return new ShardCall.KeyedWork(
                            key,
                            told -> step.select(key, store.view(input), clusters, request.getIndex(), spec, told));
                });
    }

    private static Progress progress(long samples) {
        return Progress.newBuilder().setSamples(samples).build();
    }
}
