package dev.tandem.services.gateway;

import dev.tandem.core.json.Json;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.rpc.CountMessages;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.proto.gateway.v1.CalibrateRunRequest;
import dev.tandem.proto.gateway.v1.CalibrateRunResponse;
import dev.tandem.proto.gateway.v1.CancelRunRequest;
import dev.tandem.proto.gateway.v1.CancelRunResponse;
import dev.tandem.proto.gateway.v1.Change;
import dev.tandem.proto.gateway.v1.ChangeRunRequest;
import dev.tandem.proto.gateway.v1.ChangeRunResponse;
import dev.tandem.proto.gateway.v1.CountRunsRequest;
import dev.tandem.proto.gateway.v1.CountRunsResponse;
import dev.tandem.proto.gateway.v1.Dataset;
import dev.tandem.proto.gateway.v1.DiffDatasetsRequest;
import dev.tandem.proto.gateway.v1.DiffDatasetsResponse;
import dev.tandem.proto.gateway.v1.ExplainRecipeRequest;
import dev.tandem.proto.gateway.v1.ExplainRecipeResponse;
import dev.tandem.proto.gateway.v1.ExplainSampleRequest;
import dev.tandem.proto.gateway.v1.ExplainSampleResponse;
import dev.tandem.proto.gateway.v1.GatewayServiceGrpc;
import dev.tandem.proto.gateway.v1.GetRunRequest;
import dev.tandem.proto.gateway.v1.GetRunResponse;
import dev.tandem.proto.gateway.v1.ListClustersRequest;
import dev.tandem.proto.gateway.v1.ListClustersResponse;
import dev.tandem.proto.gateway.v1.ListDatasetsRequest;
import dev.tandem.proto.gateway.v1.ListDatasetsResponse;
import dev.tandem.proto.gateway.v1.ListRunsRequest;
import dev.tandem.proto.gateway.v1.ListRunsResponse;
import dev.tandem.proto.gateway.v1.PauseRunRequest;
import dev.tandem.proto.gateway.v1.PauseRunResponse;
import dev.tandem.proto.gateway.v1.ResumeRunRequest;
import dev.tandem.proto.gateway.v1.ResumeRunResponse;
import dev.tandem.proto.gateway.v1.Run;
import dev.tandem.proto.gateway.v1.Step;
import dev.tandem.proto.gateway.v1.SubmitRunRequest;
import dev.tandem.proto.gateway.v1.SubmitRunResponse;
import dev.tandem.proto.gateway.v1.WatchRunRequest;
import dev.tandem.proto.gateway.v1.WatchRunResponse;
import dev.tandem.proto.gateway.v1.WhatIfRequest;
import dev.tandem.proto.gateway.v1.WhatIfResponse;
import dev.tandem.services.common.UnaryCall;
import dev.tandem.services.gateway.access.Caller;
import dev.tandem.workflows.CurationChange;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/** Runs and data sets over gRPC: the same answers as over REST. */
@GrpcService
public class GatewayEndpoint extends GatewayServiceGrpc.GatewayServiceImplBase {
    private final Runs runs;
    private final Caller caller;
    private final Insights insights;
    private final Forecasts forecasts;
    private final Datasets datasets;
    private final GatewayConfig config;

    GatewayEndpoint(
            Runs runs, Caller caller, Insights insights, Forecasts forecasts, ObjectStore objects, GatewayConfig config) {
        this.runs = runs;
        this.insights = insights;
        this.forecasts = forecasts;
        this.caller = caller;
        this.datasets = new Datasets(objects);
        this.config = config;
    }

    @Override
    @Blocking
    public void submitRun(SubmitRunRequest request, StreamObserver<SubmitRunResponse> out) {
        UnaryCall.answer(out, () -> SubmitRunResponse.newBuilder()
                .setRun(message(runs.submit(
                        request.getRecipe(),
                        file(request.getFile()),
                        request.getInput())))
                .build());
    }

    @Override
    @Blocking
    public void getRun(GetRunRequest request, StreamObserver<GetRunResponse> out) {
        UnaryCall.answer(out, () -> GetRunResponse.newBuilder().setRun(message(runs.status(request.getRun()))).build());
    }

    @Override
    @Blocking
    public void watchRun(WatchRunRequest request, StreamObserver<WatchRunResponse> out) {
        ServerCallStreamObserver<WatchRunResponse> call = (ServerCallStreamObserver<WatchRunResponse>) out;
        try {
            runs.watch(request.getRun(), record -> {
                if (call.isCancelled()) {
                    throw new CancellationException();
                }
                call.onNext(WatchRunResponse.newBuilder().setRun(message(record)).build());
            });
            call.onCompleted();
        } catch (CancellationException e) {
            call.onError(Status.CANCELLED.asRuntimeException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.onError(Status.UNAVAILABLE.asRuntimeException());
        } catch (RuntimeException e) {
            call.onError(RpcErrors.status(e));
        }
    }

    @Override
    @Blocking
    public void listRuns(ListRunsRequest request, StreamObserver<ListRunsResponse> out) {
        UnaryCall.answer(out, () -> {
            int size = request.getPageSize() <= 0 ? Runs.DEFAULT_PAGE : Math.min(Runs.MAX_PAGE, request.getPageSize());
            List<RunRecord> page =
                    runs.page(given(request.getRecipe()), given(request.getState()), given(request.getPageToken()), size);
            ListRunsResponse.Builder response = ListRunsResponse.newBuilder();
            page.forEach(record -> response.addRuns(message(record)));
            return response.setNextPageToken(page.size() < size ? "" : page.getLast().run()).build();
        });
    }

    @Override
    @Blocking
    public void countRuns(CountRunsRequest request, StreamObserver<CountRunsResponse> out) {
        UnaryCall.answer(out, () -> CountRunsResponse.newBuilder()
                .setRuns(runs.count(given(request.getRecipe()), given(request.getState())))
                .build());
    }

    private static String file(String named) {
        return given(named).orElse("recipe.yaml");
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(found -> !found.isEmpty());
    }

    @Override
    @Blocking
    public void cancelRun(CancelRunRequest request, StreamObserver<CancelRunResponse> out) {
        UnaryCall.answer(out, () -> CancelRunResponse.newBuilder().setRun(message(runs.cancel(request.getRun()))).build());
    }

    @Override
    @Blocking
    public void pauseRun(PauseRunRequest request, StreamObserver<PauseRunResponse> out) {
        UnaryCall.answer(out, () -> PauseRunResponse.newBuilder()
                .setRun(message(runs.pause(request.getRun(), by(request.getBy()))))
                .build());
    }

    @Override
    @Blocking
    public void resumeRun(ResumeRunRequest request, StreamObserver<ResumeRunResponse> out) {
        UnaryCall.answer(out, () -> ResumeRunResponse.newBuilder()
                .setRun(message(runs.resume(request.getRun(), by(request.getBy()))))
                .build());
    }

    @Override
    @Blocking
    public void changeRun(ChangeRunRequest request, StreamObserver<ChangeRunResponse> out) {
        UnaryCall.answer(out, () -> ChangeRunResponse.newBuilder()
                .setRun(message(runs.change(
                        request.getRun(),
                        by(request.getBy()),
                        request.hasConcurrency() ? OptionalInt.of(request.getConcurrency()) : OptionalInt.empty(),
                        request.getParametersMap(),
                        new CurationChange.OtherBudget(
                                request.hasInferenceCalls() ? OptionalLong.of(request.getInferenceCalls()) : OptionalLong.empty(),
                                request.hasCost() ? OptionalDouble.of(request.getCost()) : OptionalDouble.empty()))))
                .build());
    }

    private String by(String given) {
        return caller.name(given(given).orElse(Runs.ANYBODY));
    }

    @Override
    @Blocking
    public void listDatasets(ListDatasetsRequest request, StreamObserver<ListDatasetsResponse> out) {
        UnaryCall.answer(out, () -> {
            ListDatasetsResponse.Builder response = ListDatasetsResponse.newBuilder();
            datasets.list(config.tenant()).forEach(named -> response.addDatasets(Dataset.newBuilder()
                    .setName(named.name())
                    .setVersion(named.version().hex())
                    .setSamples(named.samples())));
            return response.build();
        });
    }

    @Override
    @Blocking
    public void explainSample(ExplainSampleRequest request, StreamObserver<ExplainSampleResponse> out) {
        UnaryCall.answer(out, () -> ExplainSampleResponse.newBuilder()
                .setExplanationJson(Json.text(runs.explain(
                        given(request.getRun()), request.getSample())))
                .build());
    }

    @Override
    @Blocking
    public void explainRecipe(ExplainRecipeRequest request, StreamObserver<ExplainRecipeResponse> out) {
        UnaryCall.answer(out, () -> ForecastMessages.message(forecasts.forecast(
                request.getRecipe(),
                file(request.getFile()),
                request.getInput(),
                request.hasSamples() ? OptionalInt.of(request.getSamples()) : OptionalInt.empty())));
    }

    @Override
    @Blocking
    public void whatIf(WhatIfRequest request, StreamObserver<WhatIfResponse> out) {
        UnaryCall.answer(out, () -> InsightMessages.message(insights.whatIf(
                request.getRun(),
                request.getParametersMap(),
                request.hasExamples() ? request.getExamples() : Insights.DEFAULT_EXAMPLES)));
    }

    @Override
    @Blocking
    public void calibrateRun(CalibrateRunRequest request, StreamObserver<CalibrateRunResponse> out) {
        UnaryCall.answer(out, () -> CalibrationMessages.message(
                insights.calibrate(request.getRun(), CalibrationMessages.question(request))));
    }

    @Override
    @Blocking
    public void diffDatasets(DiffDatasetsRequest request, StreamObserver<DiffDatasetsResponse> out) {
        UnaryCall.answer(out, () -> InsightMessages.message(insights.diff(
                request.getA(),
                request.getB(),
                request.hasExamples() ? request.getExamples() : Insights.DEFAULT_EXAMPLES)));
    }

    @Override
    @Blocking
    public void listClusters(ListClustersRequest request, StreamObserver<ListClustersResponse> out) {
        UnaryCall.answer(out, () -> InsightMessages.message(insights.clusters(
                request.getRun(), request.hasLargest() ? request.getLargest() : Insights.DEFAULT_CLUSTERS)));
    }

    /** A run as a message, for all that answer with one. */
    public static Run message(RunRecord record) {
        Run.Builder run = Run.newBuilder()
                .setRun(record.run())
                .setRecipe(record.recipe())
                .setStatus(record.status().name())
                .setStarted(record.started())
                .setFinished(record.finished().orElse(""))
                .setError(record.error().orElse(""));
        record.steps().forEach(step -> run.addSteps(message(step)));
        record.datasets().forEach(dataset -> run.addDatasets(Dataset.newBuilder()
                .setName(dataset.name())
                .setVersion(dataset.version().hex())
                .setSamples(dataset.samples())));
        record.changes().forEach(change -> run.addChanges(Change.newBuilder()
                .setAt(change.at())
                .setBy(change.by())
                .setSetting(change.setting())
                .setBefore(change.before())
                .setAfter(change.after())));
        record.reviews().forEach(review -> run.addReviews(ReviewMessages.message(review)));
        return run.setPlan(record.plan().hex()).addAllWaiting(record.waiting()).build();
    }

    private static Step message(StepRecord step) {
        return Step.newBuilder()
                .setIndex(step.index())
                .setStage(step.stage())
                .setKind(step.kind().name())
                .addAllOperators(step.operators())
                .setShards(step.shards())
                .setDone(step.done())
                .setReused(step.reused())
                .setCounts(CountMessages.message(step.counts()))
                .putAllReasons(step.reasons())
                .putAllScores(CountMessages.scoreMessages(step.scores()))
                .build();
    }
}
