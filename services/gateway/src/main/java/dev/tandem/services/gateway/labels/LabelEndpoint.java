package dev.tandem.services.gateway.labels;

import com.google.protobuf.ByteString;
import dev.tandem.core.json.Json;
import dev.tandem.core.labels.LabelFormat;
import dev.tandem.proto.gateway.v1.CompareWithLabelsRequest;
import dev.tandem.proto.gateway.v1.CompareWithLabelsResponse;
import dev.tandem.proto.gateway.v1.Dataset;
import dev.tandem.proto.gateway.v1.ExportSamplesRequest;
import dev.tandem.proto.gateway.v1.ExportSamplesResponse;
import dev.tandem.proto.gateway.v1.ImportLabelsRequest;
import dev.tandem.proto.gateway.v1.ImportLabelsResponse;
import dev.tandem.proto.gateway.v1.LabelServiceGrpc;
import dev.tandem.proto.gateway.v1.MakePreferencesRequest;
import dev.tandem.proto.gateway.v1.MakePreferencesResponse;
import dev.tandem.proto.gateway.v1.ReviewRunRequest;
import dev.tandem.proto.gateway.v1.ReviewRunResponse;
import dev.tandem.services.common.UnaryCall;
import dev.tandem.services.gateway.GatewayEndpoint;
import dev.tandem.services.gateway.Runs;
import dev.tandem.services.gateway.access.Caller;
import dev.tandem.services.gateway.labels.Labels.Imported;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalInt;

/** What people say of samples, over gRPC: the same answers as over REST. */
@GrpcService
@Singleton
public class LabelEndpoint extends LabelServiceGrpc.LabelServiceImplBase {
    private final Labels labels;
    private final Caller caller;

    LabelEndpoint(Labels labels, Caller caller) {
        this.labels = labels;
        this.caller = caller;
    }

    @Override
    @Blocking
    public void exportSamples(ExportSamplesRequest request, StreamObserver<ExportSamplesResponse> out) {
        UnaryCall.answer(out, () -> ExportSamplesResponse.newBuilder()
                .setFile(ByteString.copyFrom(labels.export(new Labels.Question(
                        request.getOf(),
                        given(request.getStage()),
                        request.hasSamples() ? OptionalInt.of(request.getSamples()) : OptionalInt.empty(),
                        request.getSeed(),
                        LabelResource.around(
                                given(request.getFeature()).orElse(null), request.hasThreshold() ? request.getThreshold() : null),
                        format(request.getFormat())))))
                .build());
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static LabelFormat format(String name) {
        return name.isEmpty() ? LabelFormat.JSONL : LabelFormat.of(name);
    }

    @Override
    @Blocking
    public void importLabels(ImportLabelsRequest request, StreamObserver<ImportLabelsResponse> out) {
        UnaryCall.answer(out, () -> message(labels.imported(
                given(request.getName()), given(request.getRun()), format(request.getFormat()), request.getFile().toByteArray())));
    }

    private static ImportLabelsResponse message(Imported imported) {
        ImportLabelsResponse.Builder message = ImportLabelsResponse.newBuilder()
                .setRun(imported.run())
                .setDataset(Dataset.newBuilder()
                        .setName(imported.name())
                        .setVersion(imported.version().hex())
                        .setSamples(imported.labels()))
                .setLabels(imported.labels())
                .setSamples(imported.samples())
                .addAllAnnotators(imported.annotators())
                .setConflicts(imported.conflicts());
        imported.alpha().ifPresent(message::setAlpha);
        return message.build();
    }

    @Override
    @Blocking
    public void makePreferences(MakePreferencesRequest request, StreamObserver<MakePreferencesResponse> out) {
        UnaryCall.answer(out, () -> {
            Labels.Preferences made = labels.preferences(
                    request.getName(), given(request.getRun()), format(request.getFormat()),
                    given(request.getTo()).orElse("dpo"), request.getFile().toByteArray());
            return MakePreferencesResponse.newBuilder()
                    .setRun(made.run())
                    .setDataset(Dataset.newBuilder()
                            .setName(made.name())
                            .setVersion(made.version().hex())
                            .setSamples(made.preferences()))
                    .build();
        });
    }

    @Override
    @Blocking
    public void reviewRun(ReviewRunRequest request, StreamObserver<ReviewRunResponse> out) {
        UnaryCall.answer(out, () -> ReviewRunResponse.newBuilder()
                .setRun(GatewayEndpoint.message(labels.review(
                        request.getRun(), caller.name(given(request.getBy()).orElse(Runs.ANYBODY)), format(request.getFormat()),
                        request.getFile().toByteArray())))
                .build());
    }

    @Override
    @Blocking
    public void compareWithLabels(CompareWithLabelsRequest request, StreamObserver<CompareWithLabelsResponse> out) {
        UnaryCall.answer(out, () -> CompareWithLabelsResponse.newBuilder()
                .setReportJson(Json.text(labels.compare(
                        request.getRun(), given(request.getStage()), format(request.getFormat()), request.getFile().toByteArray())))
                .build());
    }
}
