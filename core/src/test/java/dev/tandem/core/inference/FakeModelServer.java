package dev.tandem.core.inference;

import com.google.protobuf.ByteString;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelMetadataResponse.TensorMetadata;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.ModelStreamInferResponse;
import inference.RepositoryIndexRequest;
import inference.RepositoryIndexResponse;
import inference.RepositoryModelLoadRequest;
import inference.RepositoryModelLoadResponse;
import inference.RepositoryModelUnloadRequest;
import inference.RepositoryModelUnloadResponse;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A model server in memory that does what a test wants; by itself it answers as the contract says. */
public final class FakeModelServer extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase implements AutoCloseable {
    static final int DIMENSION = 4;
    static final int MAX_BATCH = 16;
    static final String MODEL = "tiny";

    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    final List<RepositoryModelLoadRequest> loads = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger mostRequests = new AtomicInteger();
    final AtomicLong mostBytes = new AtomicLong();
    final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final String name = "model-server-" + UUID.randomUUID();
    private final ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
    private Server server;

    public volatile Behaviour behaviour = FakeModelServer::answer;

    /** What a server does with a prompt. */
    @FunctionalInterface
    interface Writing {
        void write(ModelInferRequest request, StreamObserver<ModelStreamInferResponse> out);
    }

    volatile Writing streaming = (request, out) -> out.onCompleted();
    volatile boolean serverReady = true;
    volatile boolean modelReady = true;
    public volatile ModelMetadataResponse metadata = metadata(MODEL);
    /** What it says of models whose files are sent to it, by name. */
    final Map<String, ModelMetadataResponse> files = new ConcurrentHashMap<>();
    /** What it says to whoever wants it to load a model. */
    volatile Optional<Status> loadFails = Optional.empty();
    /** Of further models, by name. */
    final Map<String, ModelMetadataResponse> more = new ConcurrentHashMap<>();

    /** What a server does with a request for vectors. */
    @FunctionalInterface
    public interface Behaviour {
        Behaviour HANG = (request, out) -> {};

        void answer(ModelInferRequest request, StreamObserver<ModelInferResponse> out);

        static Behaviour fail(Status status) {
            return (request, out) -> out.onError(status.withDescription("as the test wants").asRuntimeException());
        }
    }

    public static FakeModelServer started() {
        FakeModelServer fake = new FakeModelServer();
        fake.start();
        return fake;
    }

    void start() {
        try {
            server = InProcessServerBuilder.forName(name).addService(this).build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        server.shutdownNow();
        server = null;
    }

    /** How many rows it was asked. */
    public int rows() {
        return batches.stream().mapToInt(Integer::intValue).sum();
    }

    public ManagedChannel channel() {
        return channel;
    }

    static ModelContracts contracts() {
        return ModelContracts.of(contract());
    }

    static ModelContract contract() {
        return textModel(MODEL, MAX_BATCH, 3);
    }

    static ModelContract textModel(String name, int maxBatch, int roundingDigits) {
        return new ModelContract(
                name, "text_embedding", Optional.empty(),
                List.of(new InputSpec.Text("TEXT", DataType.BYTES, List.of(), Optional.empty(), TextSpec.plain())),
                List.of(output("EMBEDDING", DIMENSION, roundingDigits)),
                Map.of(), maxBatch, 0, Optional.empty(), Optional.empty(), List.of());
    }

    static OutputSpec output(String name, int dimension, int roundingDigits) {
        return new OutputSpec(
                name, DataType.FP32, List.of(dimension), OutputSpec.Meaning.EMBEDDING, Optional.empty(), roundingDigits);
    }

    /** The vector that a text has, rounded as the contract says. */
    static float[] vector(String text) {
        float[] vector = new float[DIMENSION];
        for (int d = 0; d < DIMENSION; d++) {
            vector[d] = Math.floorMod(text.hashCode() >> (7 * d), 1_000) / 1_000f;
        }
        return vector;
    }

    static void answer(ModelInferRequest request, StreamObserver<ModelInferResponse> out) {
        out.onNext(response(texts(request)).build());
        out.onCompleted();
    }

    static ModelInferResponse.Builder response(List<String> texts) {
        float[] numbers = new float[texts.size() * DIMENSION];
        for (int row = 0; row < texts.size(); row++) {
            System.arraycopy(vector(texts.get(row)), 0, numbers, row * DIMENSION, DIMENSION);
        }
        for (int i = 0; i < numbers.length; i++) {
            // Less than half of the last digit: rounding takes it away.
            numbers[i] += 0.0003f;
        }
        return add(ModelInferResponse.newBuilder().setModelName(MODEL), "EMBEDDING", numbers, texts.size(), DIMENSION);
    }

    /** With one more tensor of numbers. */
    static ModelInferResponse.Builder add(ModelInferResponse.Builder response, String name, float[] numbers, long... shape) {
        ModelInferResponse.InferOutputTensor.Builder output =
                ModelInferResponse.InferOutputTensor.newBuilder().setName(name).setDatatype("FP32");
        for (long length : shape) {
            output.addShape(length);
        }
        ByteBuffer raw = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(numbers);
        return response.addOutputs(output).addRawOutputContents(ByteString.copyFrom(raw));
    }

    /** The numbers of an input, all rows of it. */
    static float[] numbers(ModelInferRequest request, int input) {
        float[] numbers = new float[request.getRawInputContents(input).size() / Float.BYTES];
        request.getRawInputContents(input).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    static List<String> texts(ModelInferRequest request) {
        ByteBuffer buffer = request.getRawInputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        List<String> texts = new ArrayList<>();
        while (buffer.hasRemaining()) {
            byte[] text = new byte[buffer.getInt()];
            buffer.get(text);
            texts.add(new String(text, StandardCharsets.UTF_8));
        }
        return texts;
    }

    static ModelMetadataResponse metadata(String model) {
        return metadata(textModel(model, MAX_BATCH, 3));
    }

    /** What the server of a model says that is as its contract has it. */
    public static ModelMetadataResponse metadata(ModelContract contract) {
        ModelMetadataResponse.Builder metadata = ModelMetadataResponse.newBuilder().setName(contract.name());
        contract.inputs().forEach(input -> metadata.addInputs(tensor(input.name(), input.type().name(), input.shape())));
        contract.outputs().forEach(output -> metadata.addOutputs(tensor(output.name(), output.type().name(), output.shape())));
        return metadata.build();
    }

    private static TensorMetadata tensor(String name, String type, List<Integer> shape) {
        return tensor(name, type, Shape.batched(-1, shape).stream().mapToLong(Long::longValue).toArray());
    }

    static TensorMetadata tensor(String name, String type, long... shape) {
        TensorMetadata.Builder tensor = TensorMetadata.newBuilder().setName(name).setDatatype(type);
        for (long size : shape) {
            tensor.addShape(size);
        }
        return tensor.build();
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> out) {
        probes.incrementAndGet();
        out.onNext(ServerReadyResponse.newBuilder().setReady(serverReady).build());
        out.onCompleted();
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> out) {
        out.onNext(ModelReadyResponse.newBuilder().setReady(modelReady).build());
        out.onCompleted();
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> out) {
        ModelMetadataResponse found = request.getName().equals(metadata.getName()) ? metadata : more.get(request.getName());
        if (found != null) {
            out.onNext(found);
            out.onCompleted();
        } else {
            out.onError(Status.NOT_FOUND.withDescription("unknown model").asRuntimeException());
        }
    }

    @Override
    public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> out) {
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        index.addModels(RepositoryIndexResponse.ModelIndex.newBuilder().setName(metadata.getName()).setState("READY"));
        out.onNext(index.build());
        out.onCompleted();
    }

    @Override
    public void repositoryModelLoad(RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> out) {
        if (loadFails.isPresent()) {
            out.onError(loadFails.get().asRuntimeException());
            return;
        }
        ModelMetadataResponse sent = files.get(request.getModelName().replaceFirst("@.*", ""));
        if (sent != null && request.containsParameters("file:1/model.onnx")) {
            more.put(request.getModelName(), sent);
        } else if (!request.getModelName().equals(metadata.getName())) {
            out.onError(Status.INVALID_ARGUMENT.withDescription("failed to poll from model repository").asRuntimeException());
            return;
        }
        loads.add(request);
        out.onNext(RepositoryModelLoadResponse.getDefaultInstance());
        out.onCompleted();
    }

    @Override
    public void repositoryModelUnload(RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> out) {
        if (more.remove(request.getModelName()) == null) {
            modelReady = false;
        }
        out.onNext(RepositoryModelUnloadResponse.getDefaultInstance());
        out.onCompleted();
    }

    @Override
    public StreamObserver<ModelInferRequest> modelStreamInfer(StreamObserver<ModelStreamInferResponse> out) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ModelInferRequest request) {
                streaming.write(request, out);
            }

            @Override
            public void onError(Throwable error) {
                // The client has enough.
            }

            @Override
            public void onCompleted() {
                // There is one request in a stream.
            }
        };
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> out) {
        long size = request.getRawInputContentsList().stream().mapToLong(ByteString::size).sum();
        mostRequests.accumulateAndGet(requests.incrementAndGet(), Math::max);
        mostBytes.accumulateAndGet(bytes.addAndGet(size), Math::max);
        batches.add((int) request.getInputs(0).getShape(0));
        behaviour.answer(request, new StreamObserver<>() {
            @Override
            public void onNext(ModelInferResponse response) {
                ended();
                out.onNext(response);
            }

            @Override
            public void onError(Throwable error) {
                ended();
                out.onError(error);
            }

            @Override
            public void onCompleted() {
                out.onCompleted();
            }

            /** Before the answer, as the caller may send its next request once it has it. */
            private void ended() {
                requests.decrementAndGet();
                bytes.addAndGet(-size);
            }
        });
    }

    @Override
    public void close() {
        channel.shutdownNow();
        if (server != null) {
            server.shutdownNow();
        }
    }
}
