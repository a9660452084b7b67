package dev.tandem.services.gateway.models;

import com.google.common.primitives.Floats;
import com.google.common.primitives.Ints;
import com.google.protobuf.ByteString;
import dev.tandem.core.doctor.Finding;
import dev.tandem.core.inference.ModelRegistry;
import dev.tandem.proto.gateway.v1.AddModelRequest;
import dev.tandem.proto.gateway.v1.AddModelResponse;
import dev.tandem.proto.gateway.v1.CheckModelRequest;
import dev.tandem.proto.gateway.v1.CheckModelResponse;
import dev.tandem.proto.gateway.v1.ListModelsRequest;
import dev.tandem.proto.gateway.v1.ListModelsResponse;
import dev.tandem.proto.gateway.v1.ListedModel;
import dev.tandem.proto.gateway.v1.LoadModelRequest;
import dev.tandem.proto.gateway.v1.LoadModelResponse;
import dev.tandem.proto.gateway.v1.ModelFinding;
import dev.tandem.proto.gateway.v1.ModelServiceGrpc;
import dev.tandem.proto.gateway.v1.TryModelRequest;
import dev.tandem.proto.gateway.v1.TryModelResponse;
import dev.tandem.proto.gateway.v1.UnloadModelRequest;
import dev.tandem.proto.gateway.v1.UnloadModelResponse;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Models over gRPC: the same answers as over REST. */
@GrpcService
@Singleton
public class ModelEndpoint extends ModelServiceGrpc.ModelServiceImplBase {
    private final Models models;

    ModelEndpoint(Models models) {
        this.models = models;
    }

    @Override
    @Blocking
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> out) {
        UnaryCall.answer(out, () -> {
            ListModelsResponse.Builder response = ListModelsResponse.newBuilder();
            models.list().forEach(model -> response.addModels(ListedModel.newBuilder()
                    .setName(model.name())
                    .setTask(model.task())
                    .setDigest(model.digest().hex())
                    .setPlace(model.place().name())
                    .setLicense(model.license().orElse(""))
                    .setSource(model.source().orElse(""))
                    .addAllReads(model.reads())
                    .addAllOutputs(model.outputs())
                    .putAllServers(model.servers())));
            return response.build();
        });
    }

    @Override
    @Blocking
    public void addModel(AddModelRequest request, StreamObserver<AddModelResponse> out) {
        UnaryCall.answer(out, () -> {
            ModelRegistry.Stored stored =
                    models.add(Optional.empty(), request.getContract().toByteArray(), bytes(request.getFilesMap()));
            return AddModelResponse.newBuilder().setName(stored.name()).setVersion(stored.version().hex()).build();
        });
    }

    @Override
    @Blocking
    public void checkModel(CheckModelRequest request, StreamObserver<CheckModelResponse> out) {
        UnaryCall.answer(
                out, () -> CheckModelResponse.newBuilder().addAllFindings(messages(models.check(request.getName()))).build());
    }

    @Override
    @Blocking
    public void tryModel(TryModelRequest request, StreamObserver<TryModelResponse> out) {
        UnaryCall.answer(out, () -> {
            TryModelResponse.Builder response = TryModelResponse.newBuilder();
            models.attempt(request.getName(), new Models.Asked(request.getTextsMap(), bytes(request.getImagesMap())))
                    .forEach(tried -> response.addOutputs(message(tried)));
            return response.build();
        });
    }

    @Override
    @Blocking
    public void loadModel(LoadModelRequest request, StreamObserver<LoadModelResponse> out) {
        UnaryCall.answer(out, () -> LoadModelResponse.newBuilder()
                .addAllFindings(messages(models.load(request.getName(), request.getFiles())))
                .build());
    }

    @Override
    @Blocking
    public void unloadModel(UnloadModelRequest request, StreamObserver<UnloadModelResponse> out) {
        UnaryCall.answer(
                out, () -> UnloadModelResponse.newBuilder().addAllFindings(messages(models.unload(request.getName()))).build());
    }

    private static TryModelResponse.Output message(Models.Tried tried) {
        TryModelResponse.Output.Builder output = TryModelResponse.Output.newBuilder()
                .setName(tried.name())
                .setMeaning(tried.meaning())
                .addAllShape(Ints.asList(tried.shape()))
                .addAllValues(Floats.asList(tried.values()))
                .setText(tried.text());
        tried.labels().forEach(label -> output.addLabels(
                TryModelResponse.Label.newBuilder().setLabel(label.label()).setValue(label.value())));
        return output.build();
    }

    private static Map<String, byte[]> bytes(Map<String, ByteString> messages) {
        Map<String, byte[]> bytes = new TreeMap<>();
        messages.forEach((name, content) -> bytes.put(name, content.toByteArray()));
        return bytes;
    }

    private static List<ModelFinding> messages(List<Finding> findings) {
        return findings.stream()
                .map(finding -> ModelFinding.newBuilder()
                        .setCheck(finding.check())
                        .setStatus(finding.status().name())
                        .setFound(finding.found())
                        .setSetting(finding.setting().orElse(""))
                        .setRemedy(finding.remedy().orElse(""))
                        .build())
                .toList();
    }
}
