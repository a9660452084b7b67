package dev.tandem.services.publishing;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Writer;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.publish.DatasetManifest;
import dev.tandem.core.publish.DatasetPublisher;
import dev.tandem.core.publish.Datasets;
import dev.tandem.core.report.Report;
import dev.tandem.core.report.RoundsReport;
import dev.tandem.core.rounds.RoundResult;
import dev.tandem.core.run.Documents;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import dev.tandem.proto.common.v1.Progress;
import dev.tandem.proto.publishing.v1.PublishDatasetRequest;
import dev.tandem.proto.publishing.v1.PublishDatasetResponse;
import dev.tandem.proto.publishing.v1.PublishedDataset;
import dev.tandem.proto.publishing.v1.PublishingServiceGrpc;
import dev.tandem.proto.publishing.v1.WriteReportRequest;
import dev.tandem.proto.publishing.v1.WriteReportResponse;
import dev.tandem.proto.publishing.v1.WriteRoundsReportRequest;
import dev.tandem.proto.publishing.v1.WriteRoundsReportResponse;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes data set versions and reports: the only place where samples are rewritten. */
@GrpcService
@Singleton
public class PublishingEndpoint extends PublishingServiceGrpc.PublishingServiceImplBase {
    private static final String SERVICE = "publishing";

    private final ShardStore store;
    private final ObjectStore objects;
    private final Documents documents;
    private final Operators operators;

    PublishingEndpoint(ObjectStore objects, ShardStore store, Operators operators) {
        this.objects = objects;
        this.store = store;
        this.documents = new Documents(store.contents());
        this.operators = operators;
    }

    @Override
    @Blocking
    public void publishDataset(PublishDatasetRequest call, StreamObserver<PublishDatasetResponse> out) {
        ShardCall.run(
                SERVICE,
                out,
                samples -> PublishDatasetResponse.newBuilder()
                        .setProgress(Progress.newBuilder().setSamples(samples))
                        .build(),
                told -> {
                    DatasetPublisher publisher = new DatasetPublisher(store);
                    DatasetPublisher.Request request = request(call);
                    Optional<DatasetPublisher.Published> finished = publisher.find(DatasetPublisher.key(request));
                    DatasetPublisher.Published published = finished.orElseGet(() -> publisher.publish(request, told));
                    if (!call.getVersionOnly()) {
                        new Datasets(objects).point(request.tenant(), request.name(), published.version());
                    }
                    return PublishDatasetResponse.newBuilder()
                            .setDataset(PublishedDataset.newBuilder()
                                    .setName(request.name())
                                    .setVersion(published.version().hex())
                                    .setSamples(published.samples())
                                    .setFiles(published.files())
                                    .setReused(finished.isPresent()))
                            .build();
                });
    }

    @Override
    @Blocking
    public void writeReport(WriteReportRequest request, StreamObserver<WriteReportResponse> out) {
        UnaryCall.answer(out, () -> WriteReportResponse.newBuilder()
                .setReport(new Report(objects).write(request.getRun()).path())
                .build());
    }

    @Override
    @Blocking
    public void writeRoundsReport(WriteRoundsReportRequest request, StreamObserver<WriteRoundsReportResponse> out) {
        UnaryCall.answer(out, () -> WriteRoundsReportResponse.newBuilder()
                .setReport(new RoundsReport(objects)
                        .write(request.getRounds(), Optional.of(request.getRun()).filter(run -> !run.isEmpty())).path())
                .build());
    }

    private DatasetPublisher.Request request(PublishDatasetRequest call) {
        Plan plan = documents.plan(new Digest(call.getPlan()));
        Map<Integer, List<Digest>> views = new HashMap<>();
        call.getViewsMap().forEach((step, list) -> views.put(step, documents.keys(new Digest(list))));
        Optional<RoundResult> round = Optional.of(call.getRound()).filter(key -> !key.isEmpty()).map(key -> Json.read(
                objects.get(ObjectKey.result(new Digest(key))), RoundResult.class));
        List<CurationOperator> asked = new ArrayList<>();
        // A round is no operator: what it asked stands in its result.
        OptionalInt index = round.isPresent() ? plan.steps().get(call.getStep()).input() : OptionalInt.of(call.getStep());
        while (index.isPresent()) {
            PlannedStep step = plan.steps().get(index.getAsInt());
            for (OperatorSpec spec : step.operators()) {
                asked.add(operators.create(spec));
            }
            index = step.input();
        }
        Map<String, Digest> models = operators.models(asked);
        round.ifPresent(made -> models.putAll(made.bases()));
        List<Writer> writers = plan.formats().stream().map(operators::createWriter).toList();
        return new DatasetPublisher.Request(
                call.getTenant(),
                call.getName(),
                plan,
                call.getStep(),
                new Digest(call.getInput()),
                views,
                models,
                writers,
                round.map(made -> lineage(made, call.getParent())));
    }

    private static DatasetManifest.Lineage lineage(RoundResult round, String parent) {
        return new DatasetManifest.Lineage(
                "target model", round.number(), round.key(), round.towers(),
                Optional.of(parent).filter(version -> !version.isEmpty()).map(Digest::new));
    }
}
