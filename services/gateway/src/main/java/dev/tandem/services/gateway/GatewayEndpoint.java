package dev.tandem.services.gateway;

import dev.tandem.core.json.Json;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.rpc.CountMessages;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.proto.gateway.v1.CancelRunRequest;
import dev.tandem.proto.gateway.v1.CancelRunResponse;
import dev.tandem.proto.gateway.v1.Dataset;
import dev.tandem.proto.gateway.v1.ExplainSampleRequest;
import dev.tandem.proto.gateway.v1.ExplainSampleResponse;
import dev.tandem.proto.gateway.v1.GatewayServiceGrpc;
import dev.tandem.proto.gateway.v1.GetRunRequest;
import dev.tandem.proto.gateway.v1.GetRunResponse;
import dev.tandem.proto.gateway.v1.ListDatasetsRequest;
import dev.tandem.proto.gateway.v1.ListDatasetsResponse;
import dev.tandem.proto.gateway.v1.ListRunsRequest;
import dev.tandem.proto.gateway.v1.ListRunsResponse;
import dev.tandem.proto.gateway.v1.Run;
import dev.tandem.proto.gateway.v1.Step;
import dev.tandem.proto.gateway.v1.SubmitRunRequest;
import dev.tandem.proto.gateway.v1.SubmitRunResponse;
import dev.tandem.proto.gateway.v1.WatchRunRequest;
import dev.tandem.proto.gateway.v1.WatchRunResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Runs and data sets over gRPC: the same answers as over REST. */
@GrpcService
public class GatewayEndpoint extends GatewayServiceGrpc.GatewayServiceImplBase {
    private final Runs runs;
    private final Datasets datasets;
    private final GatewayConfig config;

    GatewayEndpoint(Runs runs, ObjectStore objects, GatewayConfig config) {
        this.runs = runs;
        this.datasets = new Datasets(objects);
        this.config = config;
    }

    @Override
    @Blocking
    public void submitRun(SubmitRunRequest request, StreamObserver<SubmitRunResponse> out) {
        answer(out, () -> SubmitRunResponse.newBuilder()
                .setRun(message(runs.submit(
                        request.getRecipe(),
                        request.getFile().isEmpty() ? "recipe.yaml" : request.getFile(),
                        request.getInput())))
                .build());
    }

    @Override
    @Blocking
    public void getRun(GetRunRequest request, StreamObserver<GetRunResponse> out) {
        answer(out, () -> GetRunResponse.newBuilder().setRun(message(runs.status(request.getRun()))).build());
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
        answer(out, () -> {
            int size = request.getPageSize() <= 0 ? Runs.DEFAULT_PAGE : Math.min(Runs.MAX_PAGE, request.getPageSize());
            Optional<String> after = Optional.of(request.getPageToken()).filter(token -> !token.isEmpty());
            List<RunRecord> page = runs.page(after, size);
            ListRunsResponse.Builder response = ListRunsResponse.newBuilder();
            page.forEach(record -> response.addRuns(message(record)));
            return response.setNextPageToken(page.size() < size ? "" : page.getLast().run()).build();
        });
    }

    @Override
    @Blocking
    public void cancelRun(CancelRunRequest request, StreamObserver<CancelRunResponse> out) {
        answer(out, () -> CancelRunResponse.newBuilder().setRun(message(runs.cancel(request.getRun()))).build());
    }

    @Override
    @Blocking
    public void listDatasets(ListDatasetsRequest request, StreamObserver<ListDatasetsResponse> out) {
        answer(out, () -> {
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
        answer(out, () -> ExplainSampleResponse.newBuilder()
                .setExplanationJson(Json.text(runs.explain(
                        Optional.of(request.getRun()).filter(run -> !run.isEmpty()), request.getSample())))
                .build());
    }

    private static <R> void answer(StreamObserver<R> out, Supplier<R> work) {
        try {
            out.onNext(work.get());
            out.onCompleted();
        } catch (RuntimeException e) {
            out.onError(RpcErrors.status(e));
        }
    }

    private static Run message(RunRecord record) {
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
        return run.build();
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
                .build();
    }
}
