package dev.tandem.services.gateway.evaluation;

import dev.tandem.core.evaluation.EvaluationFile.Fields;
import dev.tandem.core.evaluation.EvaluationLeaf;
import dev.tandem.core.evaluation.EvaluationRegistry.Named;
import dev.tandem.proto.gateway.v1.AddEvaluationSetRequest;
import dev.tandem.proto.gateway.v1.AddEvaluationSetResponse;
import dev.tandem.proto.gateway.v1.EvaluationQuestion;
import dev.tandem.proto.gateway.v1.EvaluationServiceGrpc;
import dev.tandem.proto.gateway.v1.GetEvaluationSetRequest;
import dev.tandem.proto.gateway.v1.GetEvaluationSetResponse;
import dev.tandem.proto.gateway.v1.ListEvaluationSetsRequest;
import dev.tandem.proto.gateway.v1.ListEvaluationSetsResponse;
import dev.tandem.proto.gateway.v1.NamedEvaluationSet;
import dev.tandem.services.common.UnaryCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Evaluation sets over gRPC: the same answers as over REST. */
@GrpcService
@Singleton
public class EvaluationEndpoint extends EvaluationServiceGrpc.EvaluationServiceImplBase {
    private final Evaluations evaluations;

    EvaluationEndpoint(Evaluations evaluations) {
        this.evaluations = evaluations;
    }

    @Override
    @Blocking
    public void addEvaluationSet(AddEvaluationSetRequest request, StreamObserver<AddEvaluationSetResponse> out) {
        UnaryCall.answer(out, () -> AddEvaluationSetResponse.newBuilder().setSet(message(added(request))).build());
    }

    private Named added(AddEvaluationSetRequest request) {
        Fields fields = new Fields(
                given(request.getIdField(), Fields.DEFAULT.id()),
                given(request.getQueryField(), Fields.DEFAULT.query()),
                given(request.getLabelField(), Fields.DEFAULT.label()),
                request.getSliceFieldsList());
        Optional<EvaluationLeaf> leaf = Optional.of(request.getLeaf()).filter(text -> !text.isEmpty()).map(EvaluationLeaf::of);
        try {
            return evaluations.add(request.getName(), request.getJsonl().newInput(), fields, leaf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String given(String text, String fallback) {
        return text.isEmpty() ? fallback : text;
    }

    @Override
    @Blocking
    public void listEvaluationSets(ListEvaluationSetsRequest request, StreamObserver<ListEvaluationSetsResponse> out) {
        UnaryCall.answer(out, () -> {
            ListEvaluationSetsResponse.Builder response = ListEvaluationSetsResponse.newBuilder();
            evaluations.list().forEach(named -> response.addSets(message(named)));
            return response.build();
        });
    }

    @Override
    @Blocking
    public void getEvaluationSet(GetEvaluationSetRequest request, StreamObserver<GetEvaluationSetResponse> out) {
        UnaryCall.answer(out, () -> {
            Evaluations.Shown shown = evaluations.show(request.getName(), request.getItems());
            GetEvaluationSetResponse.Builder response = GetEvaluationSetResponse.newBuilder().setSet(message(shown.set()));
            shown.items().forEach(item -> response.addItems(EvaluationQuestion.newBuilder()
                    .setId(item.id())
                    .setQuery(item.query())
                    .addAllLabels(item.labels())
                    .putAllSlices(item.slices())));
            return response.build();
        });
    }

    private static NamedEvaluationSet message(Named named) {
        return NamedEvaluationSet.newBuilder()
                .setName(named.name())
                .setVersion(named.version().hex())
                .setItems(named.items())
                .setBytes(named.bytes())
                .setAdded(named.added())
                .setLeaf(named.leaf().map(EvaluationLeaf::label).orElse(""))
                .addAllSlices(named.slices())
                .build();
    }
}
