package dev.tandem.services.gateway.experiments;

import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.ExperimentView;
import dev.tandem.core.experiment.Leaderboard;
import dev.tandem.proto.gateway.v1.CancelExperimentRequest;
import dev.tandem.proto.gateway.v1.CancelExperimentResponse;
import dev.tandem.proto.gateway.v1.ExperimentServiceGrpc;
import dev.tandem.proto.gateway.v1.GetExperimentRequest;
import dev.tandem.proto.gateway.v1.GetExperimentResponse;
import dev.tandem.proto.gateway.v1.LeaderboardEntry;
import dev.tandem.proto.gateway.v1.ListExperimentsRequest;
import dev.tandem.proto.gateway.v1.ListExperimentsResponse;
import dev.tandem.proto.gateway.v1.PromoteExperimentRequest;
import dev.tandem.proto.gateway.v1.PromoteExperimentResponse;
import dev.tandem.proto.gateway.v1.SeedEstimate;
import dev.tandem.proto.gateway.v1.SubmitExperimentRequest;
import dev.tandem.proto.gateway.v1.SubmitExperimentResponse;
import dev.tandem.proto.gateway.v1.SubmittedExperiment;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;

/** Experiments over gRPC: the same answers as over REST. */
@GrpcService
@Singleton
public class ExperimentEndpoint extends ExperimentServiceGrpc.ExperimentServiceImplBase {
    private final Experiments experiments;
    private final Promotions promotions;

    ExperimentEndpoint(Experiments experiments, Promotions promotions) {
        this.experiments = experiments;
        this.promotions = promotions;
    }

    @Override
    @Blocking
    public void submitExperiment(SubmitExperimentRequest request, StreamObserver<SubmitExperimentResponse> out) {
        UnaryCall.answer(out, () -> SubmitExperimentResponse.newBuilder()
                .setExperiment(message(experiments.submit(
                        request.getExperiment(),
                        request.getFile().isEmpty() ? "experiment.yaml" : request.getFile(),
                        request.getRecipesMap(),
                        request.getInputsMap())))
                .build());
    }

    @Override
    @Blocking
    public void getExperiment(GetExperimentRequest request, StreamObserver<GetExperimentResponse> out) {
        UnaryCall.answer(out, () -> GetExperimentResponse.newBuilder()
                .setExperiment(message(experiments.status(request.getName())))
                .build());
    }

    @Override
    @Blocking
    public void listExperiments(ListExperimentsRequest request, StreamObserver<ListExperimentsResponse> out) {
        UnaryCall.answer(out, () -> {
            ListExperimentsResponse.Builder response = ListExperimentsResponse.newBuilder();
            experiments.list(request.getLimit() == 0 ? Experiments.DEFAULT_PAGE : request.getLimit())
                    .forEach(view -> response.addExperiments(message(view)));
            return response.build();
        });
    }

    @Override
    @Blocking
    public void cancelExperiment(CancelExperimentRequest request, StreamObserver<CancelExperimentResponse> out) {
        UnaryCall.answer(out, () -> CancelExperimentResponse.newBuilder()
                .setExperiment(message(experiments.cancel(request.getName())))
                .build());
    }

    @Override
    @Blocking
    public void promoteExperiment(PromoteExperimentRequest request, StreamObserver<PromoteExperimentResponse> out) {
        UnaryCall.answer(out, () -> PromoteExperimentResponse.newBuilder()
                .setExperiment(message(promotions.promote(request.getName())))
                .build());
    }

    private static SubmittedExperiment message(ExperimentView view) {
        ExperimentRecord record = view.experiment();
        SubmittedExperiment.Builder message = SubmittedExperiment.newBuilder()
                .setName(record.name())
                .setStatus(record.status().name())
                .setPhase(record.phase())
                .setStarted(record.started())
                .setFinished(record.finished().orElse(""))
                .setError(record.error().orElse(""));
        view.leaderboard().forEach(entry -> message.addLeaderboard(message(entry)));
        view.decision().ifPresent(decision -> message
                .setWinner(decision.winner().map(Object::toString).orElse(""))
                .setReason(decision.reason()));
        record.promoted().ifPresent(promoted -> {
            message.setPromoted(promoted.at());
            promoted.dataset().ifPresent(dataset -> message.setDatasetVersion(dataset.version().hex()));
            promoted.models().forEach((name, version) -> message.putModels(name, version.hex()));
        });
        return message.build();
    }

    private static LeaderboardEntry message(Leaderboard.Entry entry) {
        LeaderboardEntry.Builder message = LeaderboardEntry.newBuilder()
                .setVariant(entry.variant().toString())
                .setRung(entry.rung())
                .setIncumbent(entry.incumbent())
                .setError(entry.error().orElse(""));
        entry.estimate().ifPresent(estimate -> message.setMetric(message(estimate)));
        entry.gain().ifPresent(gain -> message.setGain(message(gain)));
        return message.build();
    }

    private static SeedEstimate message(dev.tandem.core.experiment.SeedEstimate estimate) {
        SeedEstimate.Builder message = SeedEstimate.newBuilder().setValue(estimate.value()).setSeeds(estimate.seeds());
        estimate.margin().ifPresent(message::setMargin);
        return message.build();
    }
}
