package dev.tandem.services.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationSets;
import dev.tandem.core.inference.FakeModelServer;
import dev.tandem.core.inference.Growth;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.rpc.OperatorMessages;
import dev.tandem.core.rpc.RpcErrors;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.proto.common.v1.ScoreCount;
import dev.tandem.proto.common.v1.ShardResult;
import dev.tandem.proto.filtering.v1.FilterShardRequest;
import dev.tandem.proto.filtering.v1.FilteringServiceGrpc;
import dev.tandem.services.common.CoreBeans;
import dev.tandem.services.common.Operators;
import inference.ModelInferResponse;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the caller of the service, and so the run, hears of a model server in trouble. */
class FilteringEndpointTest {
    private static final OperatorSpec READ = new OperatorSpec("given", "given", 1, Map.of(), Map.of());
    private static final Growth SHORT = new Growth(Duration.ofMillis(1), Duration.ofMillis(2));

    private final List<Runnable> closing = new ArrayList<>();
    private final ShardStore store = new ShardStore(new MemoryObjectStore());

    @AfterEach
    void close() {
        closing.reversed().forEach(Runnable::run);
    }

    @Test
    void aModelServerThatHangsEndsTheCallWithTheReason() throws IOException {
        TandemException error = filter(FakeModelServer.Behaviour.HANG);
        assertThat(error.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
        assertThat(error.code().type().retryable()).isTrue();
        assertThat(error).hasMessageContainingAll("minilm", "triton-of-the-test:8001", "2 attempts", "DEADLINE_EXCEEDED");
    }

    @Test
    void aModelServerThatAnswersWithSomethingElseEndsTheCallForGood() throws IOException {
        TandemException error = filter((request, out) -> {
            out.onNext(ModelInferResponse.getDefaultInstance());
            out.onCompleted();
        });
        assertThat(error.code()).isEqualTo(ErrorCode.MODEL_CONTRACT);
        assertThat(error.code().type().retryable()).isFalse();
        assertThat(error).hasMessageContainingAll("minilm", "triton-of-the-test:8001", "expected EMBEDDING FP32 [2, 384]");
    }

    @Test
    void asksAModelOnlyWhatNoOtherRecipeHasAsked() throws IOException {
        FakeModelServer models = FakeModelServer.started();
        FilteringServiceGrpc.FilteringServiceBlockingStub service = service(models, Duration.ofMinutes(1), (request, out) -> {
            out.onNext(vectors((int) request.getInputs(0).getShape(0)));
            out.onCompleted();
        });
        ShardResult first = filter(service, Map.of());
        assertThat(first.getScoresMap()).containsOnly(Map.entry("minilm", count(2, 0)));
        assertThat(models.rows()).isEqualTo(2);

        ShardResult other = filter(service, Map.of("min_score", 0.5));
        assertThat(other.getKey()).isNotEqualTo(first.getKey());
        assertThat(other.getScoresMap()).containsOnly(Map.entry("minilm", count(0, 2)));
        assertThat(models.rows()).isEqualTo(2);

        ShardResult again = filter(service, Map.of());
        assertThat(again.getReused()).isTrue();
        assertThat(again.getScoresMap()).isEmpty();
    }

    private static ScoreCount count(long asked, long known) {
        return ScoreCount.newBuilder().setAsked(asked).setKnown(known).build();
    }

    private static ModelInferResponse vectors(int texts) {
        ByteBuffer numbers = ByteBuffer.allocate(texts * 384 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            numbers.putFloat(0.05f);
        }
        return ModelInferResponse.newBuilder()
                .addOutputs(ModelInferResponse.InferOutputTensor.newBuilder()
                        .setName("EMBEDDING").setDatatype("FP32").addShape(texts).addShape(384))
                .addRawOutputContents(ByteString.copyFrom(numbers.flip()))
                .build();
    }

    private ShardResult filter(FilteringServiceGrpc.FilteringServiceBlockingStub service, Map<String, Object> given) {
        return Iterators.getLast(service.filterShard(FilterShardRequest.newBuilder()
                        .setInput(read(store).key().hex())
                        .addOperators(OperatorMessages.message(
                                new OperatorSpec("text_similarity", "text_similarity", 1, texts(given), given)))
                        .build()))
                .getUpdate()
                .getResult();
    }

    private static Map<String, String> texts(Map<String, Object> given) {
        Map<String, String> texts = new TreeMap<>();
        given.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    /** How the service ends when it filters one pair with a model. */
    private TandemException filter(FakeModelServer.Behaviour behaviour) throws IOException {
        FilteringServiceGrpc.FilteringServiceBlockingStub service = service(FakeModelServer.started(), Duration.ofMillis(50), behaviour);
        StatusRuntimeException status = catchThrowableOfType(StatusRuntimeException.class, () -> filter(service, Map.of()));
        return RpcErrors.exception(status, "filtering");
    }

    private FilteringServiceGrpc.FilteringServiceBlockingStub service(
            FakeModelServer models, Duration timeout, FakeModelServer.Behaviour behaviour) throws IOException {
        ModelContracts contracts = ModelContracts.load();
        closing.add(models::close);
        models.metadata = FakeModelServer.metadata(contracts.contract("minilm"));
        models.behaviour = behaviour;
        InferenceSettings settings = new InferenceSettings(
                timeout, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO, 2, SHORT, SHORT, 4, 1 << 20);
        KServeInference inference = new KServeInference(
                Map.of("triton-of-the-test:8001", models.channel()), contracts, settings, InferenceListener.NONE);
        OperatorCatalog catalog = OperatorCatalog.load();
        return FilteringServiceGrpc.newBlockingStub(channel(new FilteringEndpoint(
                store,
                new Operators(catalog, new CoreBeans.ModelServer(inference, inference::close), EvaluationSets.none()),
                () -> new MemorySize(BigInteger.valueOf(SortSpace.LEAST_BYTES)))));
    }

    private static ShardView read(ShardStore store) {
        Sample pair = Sample.read(
                "pair",
                Map.of(SampleMetadata.TITLE, "Cats and dogs"),
                List.of(new Part.Text("a cat", Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION))));
        Reader.Split split = new Reader.Split("file", 0, 1);
        return new ReadStep(store).run(
                ReadStep.key(Digest.of("input"), split, READ), List::of, split, READ, new Given(pair), Progress.SILENT);
    }

    private ManagedChannel channel(BindableService service) throws IOException {
        String name = UUID.randomUUID().toString();
        Server server = InProcessServerBuilder.forName(name).addService(service).build().start();
        ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
        closing.add(server::shutdownNow);
        closing.add(channel::shutdownNow);
        return channel;
    }

    private record Given(Sample sample) implements Reader {
        @Override
        public List<Split> split(Input input, int samplesPerSplit) {
            return List.of();
        }

        @Override
        public void read(Input input, Split split, Output out) {
            out.accept(sample);
        }
    }
}
