package dev.tandem.services.dedup;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.duplicates.DuplicateIndexes;
import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.FitStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.SpanStep;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.DuplicateFinder;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.operator.Similarity;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.proto.dedup.v1.AddToIndexRequest;
import dev.tandem.proto.dedup.v1.AddToIndexResponse;
import dev.tandem.proto.dedup.v1.BucketPartRequest;
import dev.tandem.proto.dedup.v1.BucketPartResponse;
import dev.tandem.proto.dedup.v1.ClusterShardsRequest;
import dev.tandem.proto.dedup.v1.ClusterShardsResponse;
import dev.tandem.proto.dedup.v1.DedupServiceGrpc;
import dev.tandem.proto.dedup.v1.FitShardsRequest;
import dev.tandem.proto.dedup.v1.FitShardsResponse;
import dev.tandem.proto.dedup.v1.PlaceShardRequest;
import dev.tandem.proto.dedup.v1.PlaceShardResponse;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final FitStep fitting;
    private final SpanStep spans;
    private final Documents documents;
    private final DuplicateIndexes indexes;
    private final Operators operators;

    DedupEndpoint(ShardStore store, Operators operators, DedupConfig config) {
        this.store = store;
        this.step = new DedupStep(store, config.space());
        this.fitting = new FitStep(store, config.space());
        this.spans = new SpanStep(store, config.space());
        this.documents = new Documents(store.contents());
        this.indexes = new DuplicateIndexes(store.contents());
        this.operators = operators;
    }

    @Override
    @Blocking
    public void signShard(SignShardRequest request, StreamObserver<SignShardResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> SignShardResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
                    DuplicateFinder finder = operators.create(spec, DuplicateFinder.class);
                    Digest input = new Digest(request.getInput());
                    Map<String, Digest> models = operators.models(List.of(finder));
                    Digest key = finder instanceof SetDeduplicator set
                            ? FitStep.observeKey(input, spec, set, models)
                            : DedupStep.signKey(input, spec, models);
                    switch (finder) {
                        case Deduplicator alone -> step.sign(key, store.view(input), alone, told);
                        case SetDeduplicator set -> fitting.observe(key, store.view(input), set, told);
                        case SpanDeduplicator cutting -> spans.sign(key, store.view(input), cutting, told);
                        default -> throw new IllegalStateException(spec.label() + " is no kind of deduplicator");
                    }
                    return SignShardResponse.newBuilder().setSignatures(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void fitShards(FitShardsRequest request, StreamObserver<FitShardsResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> FitShardsResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
                    SetDeduplicator deduplicator = operators.create(spec, SetDeduplicator.class);
                    List<Digest> observed = documents.keys(new Digest(request.getObserved()));
                    Digest key = FitStep.fitKey(observed, spec, operators.models(List.of(deduplicator)));
                    fitting.fit(key, observed, deduplicator, told);
                    return FitShardsResponse.newBuilder().setFitted(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void placeShard(PlaceShardRequest request, StreamObserver<PlaceShardResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> PlaceShardResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
                    SetDeduplicator deduplicator = operators.create(spec, SetDeduplicator.class);
                    Digest observed = new Digest(request.getObserved());
                    Digest fitted = new Digest(request.getFitted());
                    Digest key = FitStep.placeKey(observed, fitted, spec);
                    fitting.place(key, observed, fitted, deduplicator);
                    return PlaceShardResponse.newBuilder().setSignatures(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void planBuckets(PlanBucketsRequest request, StreamObserver<PlanBucketsResponse> out) {
        ShardCall.run(SERVICE, out, samples -> PlanBucketsResponse.getDefaultInstance(), told -> {
            OperatorSpec spec = OperatorMessages.spec(request.getDeduplicator());
            Comparer comparer = comparer(spec);
            DedupStep.Signed signatures = compare(request.getIndex(), spec, request.getSignatures()).signed();
            int parts = switch (comparer.finder()) {
                case Similarity similarity -> step.parts(signatures, similarity);
                default -> spans.parts(signatures.keys());
            };
            List<Digest> keys = IntStream.range(0, parts)
                    .mapToObj(part -> DedupStep.bucketKey(signatures, spec, comparer.models(), part, parts))
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
                    Comparer comparer = comparer(spec);
                    DedupStep.Signed signatures = compare(request.getIndex(), spec, request.getSignatures()).signed();
                    int part = request.getPart();
                    int parts = request.getParts();
                    Digest key = DedupStep.bucketKey(signatures, spec, comparer.models(), part, parts);
                    switch (comparer.finder()) {
                        case Similarity similarity -> step.bucket(key, signatures, part, parts, similarity, told);
                        default -> spans.bucket(key, signatures.keys(), part, parts, told);
                    }
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
                    Comparer comparer = comparer(spec);
                    List<Digest> inputs = new ArrayList<>(documents.keys(new Digest(request.getInputs())));
                    if (!request.getIndex().isEmpty()) {
                        inputs.add(new Digest(request.getIndex()));
                    }
                    Digest key = DedupStep.clusterKey(inputs, spec, comparer.models());
                    DuplicateIndexes.Comparison comparison = compare(request.getIndex(), spec, request.getSignatures());
                    List<Digest> parts =
                            request.getBuckets().isEmpty() ? List.of() : documents.keys(new Digest(request.getBuckets()));
                    switch (comparer.finder()) {
                        case Similarity similarity -> cluster(key, comparison, parts, spec, comparer, similarity, told);
                        default -> deal(key, comparison.signed().keys(), parts, spec, comparer, told);
                    }
                    return ClusterShardsResponse.newBuilder().setClusters(key.hex()).build();
                });
    }

    private void cluster(
            Digest key,
            DuplicateIndexes.Comparison comparison,
            List<Digest> parts,
            OperatorSpec spec,
            Comparer comparer,
            Similarity similarity,
            Progress told) {
        DedupStep.Signed signatures = comparison.signed();
        List<Digest> buckets = new ArrayList<>(comparison.earlier());
        buckets.addAll(parts.isEmpty() ? step.buckets(signatures, spec, comparer.models(), similarity, told) : parts);
        step.cluster(key, signatures, buckets, similarity, told);
    }

    private void deal(
            Digest key, List<Digest> signed, List<Digest> parts, OperatorSpec spec, Comparer comparer, Progress told) {
        spans.deal(key, signed, parts.isEmpty() ? spans.buckets(signed, spec, comparer.models(), told) : parts, told);
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
                    int position = step.position(clusters, request.getIndex(), request.getShards());
                    Digest key = DedupStep.selectKey(clusters, position, input, spec);
                    return new ShardCall.KeyedWork(key, told -> switch (operators.create(spec)) {
                        case SpanDeduplicator cutting ->
                            spans.select(key, store.view(input), clusters, position, spec, cutting, told);
                        default -> step.select(key, store.view(input), clusters, position, spec, told);
                    });
                });
    }

    @Override
    @Blocking
    public void addToIndex(AddToIndexRequest request, StreamObserver<AddToIndexResponse> out) {
        ShardCall.run(SERVICE, out, samples -> AddToIndexResponse.getDefaultInstance(), told -> {
            List<Digest> views = documents.keys(new Digest(request.getViews()));
            ClusterSummary found = step.summary(store.view(views.getFirst()).layers().getLast().clusters().orElseThrow());
            Digest version = indexes.add(
                    request.getTenant(),
                    request.getName(),
                    index(request.getParent()),
                    OperatorMessages.spec(request.getDeduplicator()),
                    new DuplicateIndexes.Compared(found.signatures(), found.pairs(), new DuplicateIndexes.By(
                            request.getDataset(), request.getRun(), request.getStep(), views.size())));
            return AddToIndexResponse.newBuilder().setVersion(version.hex()).build();
        });
    }

    /** What finds duplicates, and the models that were asked. */
    private record Comparer(DuplicateFinder finder, Map<String, Digest> models) {}

    private Comparer comparer(OperatorSpec spec) {
        DuplicateFinder finder = operators.create(spec, DuplicateFinder.class);
        return new Comparer(finder, operators.models(List.of(finder)));
    }

    private DuplicateIndexes.Comparison compare(String index, OperatorSpec spec, String signatures) {
        return indexes.compare(index(index), spec, documents.keys(new Digest(signatures)));
    }

    private static Optional<Digest> index(String digest) {
        return digest.isEmpty() ? Optional.empty() : Optional.of(new Digest(digest));
    }

    private static dev.tandem.proto.common.v1.Progress progress(long samples) {
        return dev.tandem.proto.common.v1.Progress.newBuilder().setSamples(samples).build();
    }
}
