package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.proto.common.v1.Operator;
import dev.tandem.proto.dedup.v1.AddToIndexRequest;
import dev.tandem.proto.dedup.v1.BucketPartRequest;
import dev.tandem.proto.dedup.v1.ClusterShardsRequest;
import dev.tandem.proto.dedup.v1.DedupServiceGrpc;
import dev.tandem.proto.dedup.v1.DedupServiceGrpc.DedupServiceBlockingStub;
import dev.tandem.proto.dedup.v1.FitShardsRequest;
import dev.tandem.proto.dedup.v1.PlaceShardRequest;
import dev.tandem.proto.dedup.v1.PlanBucketsRequest;
import dev.tandem.proto.dedup.v1.PlanBucketsResponse;
import dev.tandem.proto.dedup.v1.SelectShardRequest;
import dev.tandem.proto.dedup.v1.SignShardRequest;
import java.util.Map;
import java.util.Optional;

/** Calls to the service that finds duplicates. */
final class DedupCalls {
    private final ServiceChannels channels;
    private final Documents documents;

    DedupCalls(ServiceChannels channels, Documents documents) {
        this.channels = channels;
        this.documents = documents;
    }

    private DedupServiceBlockingStub stub() {
        return DedupServiceGrpc.newBlockingStub(channels.channel(channels.addresses().dedup()));
    }

    ShardOutcome sign(ShardTask task, PlannedStep step) {
        var stub = stub();
        var request = SignShardRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setInput(ServiceActivities.inputKey(documents, task))
                .setDeduplicator(deduplicator(step))
                .build();
        String key = ServiceStream.last(
                        "dedup", () -> stub.signShard(request), message -> message.getProgress().getSamples())
                .getSignatures();
        return new ShardOutcome(new Digest(key), false, Counts.NONE, Map.of(), Map.of(), Map.of());
    }

    ShardOutcome place(ShardTask task, PlannedStep step) {
        var stub = stub();
        var request = PlaceShardRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setObserved(ServiceActivities.inputKey(documents, task))
                .setFitted(task.clusters().orElseThrow().hex())
                .setDeduplicator(deduplicator(step))
                .build();
        String key = ServiceStream.last(
                        "dedup", () -> stub.placeShard(request), message -> message.getProgress().getSamples())
                .getSignatures();
        return new ShardOutcome(new Digest(key), false, Counts.NONE, Map.of(), Map.of(), Map.of());
    }

    ShardOutcome bucket(ShardTask task, PlannedStep step) {
        var stub = stub();
        int parts = ServiceStream.coded(() -> documents.keys(task.list()).size());
        var request = BucketPartRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setSignatures(task.signatures().orElseThrow().hex())
                .setPart(task.index())
                .setParts(parts)
                .setIndex(index(step))
                .setDeduplicator(deduplicator(step))
                .build();
        String key = ServiceStream.last(
                        "dedup", () -> stub.bucketPart(request), message -> message.getProgress().getSamples())
                .getPairs();
        return new ShardOutcome(new Digest(key), false, Counts.NONE, Map.of(), Map.of(), Map.of());
    }

    ShardOutcome select(ShardTask task, PlannedStep step) {
        var stub = stub();
        var request = SelectShardRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setInput(ServiceActivities.inputKey(documents, task))
                .setClusters(task.clusters().orElseThrow().hex())
                .setIndex(task.index())
                .setShards(ServiceStream.coded(() -> documents.keys(task.list()).size()))
                .setDeduplicator(deduplicator(step))
                .build();
        return ServiceActivities.outcome(ServiceStream.last(
                        "dedup", () -> stub.selectShard(request), message -> ServiceActivities.samples(message.getUpdate()))
                .getUpdate()
                .getResult());
    }

    Digest fit(PlannedStep step, Digest observed) {
        var stub = stub();
        var request = FitShardsRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setObserved(observed.hex())
                .setDeduplicator(deduplicator(step))
                .build();
        return new Digest(ServiceStream.last(
                        "dedup", () -> stub.fitShards(request), message -> message.getProgress().getSamples())
                .getFitted());
    }

    ShardList parts(PlannedStep step, Digest signatures) {
        var stub = stub();
        PlanBucketsResponse parts = ServiceStream.single(
                "dedup",
                () -> stub.planBuckets(PlanBucketsRequest.newBuilder()
                        .setRequestId(ServiceActivities.requestId())
                        .setSignatures(signatures.hex())
                        .setIndex(index(step))
                        .setDeduplicator(deduplicator(step))
                        .build()));
        return new ShardList(new Digest(parts.getParts()), parts.getCount());
    }

    /**
     * Clusters the samples of all shards.
     *
     * @param pairs digest of the list of the keys of all parts; without it, they are done first
     */
    Digest cluster(PlannedStep step, Digest inputs, Digest signatures, Optional<Digest> pairs) {
        var stub = stub();
        var request = ClusterShardsRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setInputs(inputs.hex())
                .setSignatures(signatures.hex())
                .setIndex(index(step))
                .setDeduplicator(deduplicator(step))
                .setBuckets(pairs.map(Digest::hex).orElse(""))
                .build();
        return new Digest(ServiceStream.last(
                        "dedup", () -> stub.clusterShards(request), message -> message.getProgress().getSamples())
                .getClusters());
    }

    Digest addToIndex(CurationRequest run, int index, PlannedStep step, Digest views) {
        var stub = stub();
        AddToIndexRequest request = AddToIndexRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setTenant(run.tenant())
                .setName(step.duplicates().orElseThrow().name())
                .setParent(index(step))
                .setViews(views.hex())
                .setDeduplicator(deduplicator(step))
                .setRun(run.run())
                .setStep(index)
                .setDataset(step.publish().orElse(""))
                .build();
        return new Digest(ServiceStream.single("dedup", () -> stub.addToIndex(request)).getVersion());
    }

    private static Operator deduplicator(PlannedStep step) {
        return OperatorMessages.message(step.operators().getFirst());
    }

    /** Digest of the version of the index that a step compares with; empty for none. */
    private static String index(PlannedStep step) {
        return step.duplicates().flatMap(PlannedStep.DuplicateIndex::version).map(Digest::hex).orElse("");
    }
}
