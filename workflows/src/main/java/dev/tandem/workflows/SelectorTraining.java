package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.rpc.CountMessages;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.proto.training.v1.ScoreShardRequest;
import dev.tandem.proto.training.v1.TrainSelectorRequest;
import dev.tandem.proto.training.v1.TrainingServiceGrpc;

/** Calls of steps that train a model and score by it. */
final class SelectorTraining {
    private static final String TRAINING = "training";

    private final ServiceChannels channels;
    private final Documents documents;

    SelectorTraining(ServiceChannels channels, Documents documents) {
        this.channels = channels;
        this.documents = documents;
    }

    private TrainingServiceGrpc.TrainingServiceBlockingStub stub() {
        return TrainingServiceGrpc.newBlockingStub(channels.channel(channels.addresses().training()));
    }

    TrainedStep train(PlannedStep step, Digest inputs, String tenant) {
        var stub = stub();
        var request = TrainSelectorRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setTenant(tenant)
                .setViews(inputs.hex())
                .setSelector(OperatorMessages.message(step.operators().getFirst()))
                .build();
        var trained = ServiceStream.last(TRAINING, () -> stub.trainSelector(request), message -> message.getProgress().getSamples())
                .getTrained();
        return new TrainedStep(new Digest(trained.getKey()), CountMessages.scores(trained.getScoresMap()));
    }

    ShardOutcome score(ShardTask task, PlannedStep step) {
        var stub = stub();
        var request = ScoreShardRequest.newBuilder()
                .setRequestId(ServiceActivities.requestId())
                .setTenant(task.tenant().orElse(""))
                .setInput(ServiceActivities.inputKey(documents, task))
                .setTrained(task.clusters().orElseThrow().hex())
                .setSelector(OperatorMessages.message(step.operators().getFirst()))
                .build();
        return ServiceActivities.outcome(ServiceStream.last(
                        TRAINING, () -> stub.scoreShard(request), message -> ServiceActivities.samples(message.getUpdate()))
                .getUpdate()
                .getResult());
    }
}
