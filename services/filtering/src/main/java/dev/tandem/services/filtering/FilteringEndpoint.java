package dev.tandem.services.filtering;

import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.SampleSelector;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.core.score.ScoredInference;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.proto.common.v1.Progress;
import dev.tandem.proto.filtering.v1.FilterShardRequest;
import dev.tandem.proto.filtering.v1.FilterShardResponse;
import dev.tandem.proto.filtering.v1.FilteringServiceGrpc;
import dev.tandem.proto.filtering.v1.JudgeShardRequest;
import dev.tandem.proto.filtering.v1.JudgeShardResponse;
import dev.tandem.proto.filtering.v1.MergeSummariesRequest;
import dev.tandem.proto.filtering.v1.MergeSummariesResponse;
import dev.tandem.proto.filtering.v1.SummarizeShardRequest;
import dev.tandem.proto.filtering.v1.SummarizeShardResponse;
import dev.tandem.services.common.Operators;
import dev.tandem.services.common.ShardCall;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.List;

/** Measures, decides and maps: filters and mappers over one shard in one pass; and selectors, which judge by what was measured. */
@GrpcService
@Singleton
public class FilteringEndpoint extends FilteringServiceGrpc.FilteringServiceImplBase {
    private static final String SERVICE = "filtering";

    private final ShardStore store;
    private final Operators operators;
    private final SelectStep selection;
    private final Documents documents;

    FilteringEndpoint(ShardStore store, Operators operators, FilteringConfig config) {
        this.store = store;
        this.operators = operators;
        this.selection = new SelectStep(store, SortSpace.temporary(config.mergeMemory().asLongValue()));
        this.documents = new Documents(store.contents());
    }

    @Override
    @Blocking
    public void filterShard(FilterShardRequest request, StreamObserver<FilterShardResponse> out) {
        ShardCall.shard(
                SERVICE,
                out, update -> FilterShardResponse.newBuilder().setUpdate(update).build(), store, progress -> {
                    Digest input = new Digest(request.getInput());
                    List<OperatorSpec> specs =
                            request.getOperatorsList().stream().map(OperatorMessages::spec).toList();
                    ScoredInference scores = operators.scores(store.contents(), store.view(input).shard(), request.getTenant());
                    Operators asking = operators.asking(scores);
                    List<CurationOperator> created = specs.stream().map(asking::create).toList();
                    Digest key = PassStep.key(input, specs, asking.models(created));
                    return ShardCall.KeyedWork.scored(
                            key, scores, told -> new PassStep(store).run(key, store.view(input), specs, created, told));
                });
    }

    @Override
    @Blocking
    public void summarizeShard(SummarizeShardRequest request, StreamObserver<SummarizeShardResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> SummarizeShardResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getSelector());
                    SetSelector selector = operators.create(spec, SetSelector.class);
                    Digest input = new Digest(request.getInput());
                    Digest key = SelectStep.summaryKey(input, spec);
                    selection.summarize(key, store.view(input), selector, told);
                    return SummarizeShardResponse.newBuilder().setSummary(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void mergeSummaries(MergeSummariesRequest request, StreamObserver<MergeSummariesResponse> out) {
        ShardCall.run(
                SERVICE,
                out, samples -> MergeSummariesResponse.newBuilder().setProgress(progress(samples)).build(), told -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getSelector());
                    SetSelector selector = operators.create(spec, SetSelector.class);
                    List<Digest> inputs = documents.keys(new Digest(request.getInputs()));
                    List<Digest> summaries = documents.keys(new Digest(request.getSummaries()));
                    Digest key = SelectStep.findingKey(inputs, spec);
                    selection.merge(key, summaries, selector, told);
                    return MergeSummariesResponse.newBuilder().setFinding(key.hex()).build();
                });
    }

    @Override
    @Blocking
    public void judgeShard(JudgeShardRequest request, StreamObserver<JudgeShardResponse> out) {
        ShardCall.shard(
                SERVICE,
                out, update -> JudgeShardResponse.newBuilder().setUpdate(update).build(), store, progress -> {
                    OperatorSpec spec = OperatorMessages.spec(request.getSelector());
                    Digest input = new Digest(request.getInput());
                    if (request.getFinding().isEmpty()) {
                        SampleSelector selector = operators.create(spec, SampleSelector.class);
                        Digest key = SelectStep.key(input, spec);
                        return new ShardCall.KeyedWork(
                                key, told -> selection.select(key, store.view(input), spec, selector, told));
                    }
                    SetSelector selector = operators.create(spec, SetSelector.class);
                    Digest finding = new Digest(request.getFinding());
                    Digest key = SelectStep.judgeKey(finding, input, spec);
                    return new ShardCall.KeyedWork(
                            key, told -> selection.select(key, store.view(input), finding, spec, selector, told));
                });
    }

    private static Progress progress(long samples) {
        return Progress.newBuilder().setSamples(samples).build();
    }
}
