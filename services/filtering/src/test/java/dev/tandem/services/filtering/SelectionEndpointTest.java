package dev.tandem.services.filtering;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterators;
import dev.tandem.core.engine.PassStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.run.Documents;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.proto.common.v1.Operator;
import dev.tandem.proto.common.v1.ShardResult;
import dev.tandem.proto.filtering.v1.FilteringServiceGrpc;
import dev.tandem.proto.filtering.v1.FilteringServiceGrpc.FilteringServiceBlockingStub;
import dev.tandem.proto.filtering.v1.JudgeShardRequest;
import dev.tandem.proto.filtering.v1.MergeSummariesRequest;
import dev.tandem.proto.filtering.v1.SummarizeShardRequest;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.common.Operators;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Selectors as a run calls them: summaries of all shards, what they say together, and each shard by that. */
class SelectionEndpointTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();
    private static final OperatorSpec READ = spec("given", Map.of());
    private static final OperatorSpec LENGTH = spec("text_length", Map.of("min_len", 0));

    private final ShardStore store = new ShardStore(new MemoryObjectStore());
    private Server server;
    private ManagedChannel channel;
    private FilteringServiceBlockingStub service;

    private static OperatorSpec spec(String name, Map<String, Object> given) {
        return new OperatorSpec(name, name, 1, Map.of(), given);
    }

    @BeforeEach
    void start() throws IOException {
        String name = UUID.randomUUID().toString();
        Operators operators = new Operators(CATALOG, new CoreBeans.ModelServer(Inference.none(), () -> {}), EvaluationSets.none());
        server = InProcessServerBuilder.forName(name)
                .addService(new FilteringEndpoint(store, operators, () -> new MemorySize(BigInteger.valueOf(SortSpace.LEAST_BYTES))))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
        service = FilteringServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private ShardView measured(String... texts) {
        Reader.Split split = new Reader.Split(texts[0], 0, texts.length);
        ShardView read = new ReadStep(store).run(
                ReadStep.key(Digest.of("input"), split, READ), List::of, split, READ, new Given(List.of(texts)), Progress.SILENT);
        return new PassStep(store).run(
                PassStep.key(read.key(), List.of(LENGTH), Map.of()), read, List.of(LENGTH),
                List.of(CATALOG.create("text_length", LENGTH.given(), OperatorContext.withoutModels())), Progress.SILENT);
    }

    private ShardResult judged(ShardView input, String finding, Operator selector) {
        return Iterators.getLast(service.judgeShard(JudgeShardRequest.newBuilder()
                        .setInput(input.key().hex()).setFinding(finding).setSelector(selector).build()))
                .getUpdate()
                .getResult();
    }

    @Test
    void samplesAreJudgedByAllShards() {
        Operator top = OperatorMessages.message(
                spec("top_fraction", Map.of("feature", "text_length.text_len", "fraction", 0.5, "cut", "count")));
        List<ShardView> shards = List.of(measured("a", "bb", "cccc"), measured("dddddd", "eeeee", "fff"));
        List<Digest> summaries = new ArrayList<>();
        for (ShardView shard : shards) {
            summaries.add(new Digest(Iterators.getLast(service.summarizeShard(SummarizeShardRequest.newBuilder()
                            .setInput(shard.key().hex()).setSelector(top).build()))
                    .getSummary()));
        }
        Documents documents = new Documents(store.contents());
        String finding = Iterators.getLast(service.mergeSummaries(MergeSummariesRequest.newBuilder()
                        .setInputs(documents.putKeys(shards.stream().map(ShardView::key).toList()).hex())
                        .setSummaries(documents.putKeys(summaries).hex())
                        .setSelector(top)
                        .build()))
                .getFinding();

        ShardResult first = judged(shards.getFirst(), finding, top);
        assertThat(first.getCounts().getKept()).isEqualTo(1);
        assertThat(first.getReasonsMap()).isEqualTo(Map.of("top_fraction: text_length.text_len not in the top fraction", 2L));
        assertThat(first.getReused()).isFalse();
        assertThat(judged(shards.getLast(), finding, top).getCounts().getKept()).isEqualTo(2);
        assertThat(judged(shards.getFirst(), finding, top).getReused()).isTrue();
    }

    @Test
    void samplesAreJudgedAlone() {
        Operator range = OperatorMessages.message(spec("range", Map.of("feature", "text_length.text_len", "min", 2, "max", 3)));
        ShardResult result = judged(measured("a", "bb", "ccc", "dddd"), "", range);

        assertThat(result.getCounts().getIn()).isEqualTo(4);
        assertThat(result.getCounts().getKept()).isEqualTo(2);
        assertThat(result.getReasonsMap()).containsOnlyKeys(
                "range: text_length.text_len below min", "range: text_length.text_len above max");
    }

    private record Given(List<String> texts) implements Reader {
        @Override
        public List<Split> split(Input input, int samplesPerSplit) {
            return List.of();
        }

        @Override
        public void read(Input input, Split split, Output out) {
            texts.forEach(text -> out.accept(Sample.read(text, Map.of(), List.of(new Part.Text(text)))));
        }
    }
}
