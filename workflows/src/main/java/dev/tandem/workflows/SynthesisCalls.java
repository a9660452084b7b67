package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.proto.synthesis.v1.CreateShardRequest;
import dev.tandem.proto.synthesis.v1.HandOverShardRequest;
import dev.tandem.proto.synthesis.v1.OfferShardRequest;
import dev.tandem.proto.synthesis.v1.PairOffersRequest;
import dev.tandem.proto.synthesis.v1.SynthesisServiceGrpc;
import dev.tandem.proto.synthesis.v1.SynthesisServiceGrpc.SynthesisServiceBlockingStub;
import java.util.Map;

/** Calls of the service that makes samples. */
final class SynthesisCalls {
    private static final String SYNTHESIS = "synthesis";

    private final ServiceChannels channels;
    private final Documents documents;

    SynthesisCalls(ServiceChannels channels, Documents documents) {
        this.channels = channels;
        this.documents = documents;
    }

    private SynthesisServiceBlockingStub stub() {
        return SynthesisServiceGrpc.newBlockingStub(channels.channel(channels.addresses().synthesis()));
    }

    ShardOutcome create(ShardTask task, PlannedStep step) {
        var stub = stub();
        var request = CreateShardRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setInput(ServiceActivities.inputKey(documents, task))
                .setCreator(OperatorMessages.message(step.operators().getFirst()))
                .setTenant(task.tenant().orElse(""))
                .setPairing(task.clusters().map(Digest::hex).orElse(""))
                .build();
        return ServiceActivities.outcome(ServiceStream.last(
                        SYNTHESIS, () -> stub.createShard(request), message -> ServiceActivities.samples(message.getUpdate()))
                .getUpdate()
                .getResult());
    }

    ShardOutcome offer(ShardTask task, PlannedStep step) {
        var stub = stub();
        var request = OfferShardRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setInput(ServiceActivities.inputKey(documents, task))
                .setCreator(OperatorMessages.message(step.operators().getFirst()))
                .build();
        return prepared(ServiceStream.last(
                        SYNTHESIS, () -> stub.offerShard(request), message -> message.getProgress().getSamples())
                .getOffers());
    }

    Digest pair(PlannedStep step, Digest inputs, Digest offers) {
        var stub = stub();
        var request = PairOffersRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setInputs(inputs.hex())
                .setOffers(offers.hex())
                .setCreator(OperatorMessages.message(step.operators().getFirst()))
                .build();
        return new Digest(ServiceStream.last(
                        SYNTHESIS, () -> stub.pairOffers(request), message -> message.getProgress().getSamples())
                .getPairing());
    }

    ShardOutcome handOver(ShardTask task, PlannedStep step) {
        var stub = stub();
        var request = HandOverShardRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setInput(ServiceActivities.inputKey(documents, task))
                .setPairing(task.clusters().orElseThrow().hex())
                .setCreator(OperatorMessages.message(step.operators().getFirst()))
                .build();
        return prepared(ServiceStream.last(
                        SYNTHESIS, () -> stub.handOverShard(request), message -> message.getProgress().getSamples())
                .getPieces());
    }

    private static ShardOutcome prepared(String key) {
        return new ShardOutcome(new Digest(key), false, Counts.NONE, Map.of(), Map.of(), Map.of());
    }
}
