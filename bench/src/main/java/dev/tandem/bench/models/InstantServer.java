package dev.tandem.bench.models;

import com.google.protobuf.UnsafeByteOperations;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.OutputSpec;
import inference.GRPCInferenceServiceGrpc;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelReadyRequest;
import inference.ModelReadyResponse;
import inference.ServerReadyRequest;
import inference.ServerReadyResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;

/** A model server that takes no time: every number of an answer is 0. What is measured beside it is the client's. */
final class InstantServer extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    private static final int MOST_BYTES = 64 << 20;

    private final ModelContract contract;

    InstantServer(ModelContract contract) {
        this.contract = contract;
    }

    /** Starts it at a free port. */
    static Server start(ModelContract contract) throws IOException {
        return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .maxInboundMessageSize(MOST_BYTES)
                .addService(new InstantServer(contract))
                .build()
                .start();
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> out) {
        answer(ServerReadyResponse.newBuilder().setReady(true).build(), out);
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> out) {
        answer(ModelReadyResponse.newBuilder().setReady(true).build(), out);
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> out) {
        answer(metadata(), out);
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> out) {
        answer(answerTo(request), out);
    }

    private static <T> void answer(T message, StreamObserver<T> out) {
        out.onNext(message);
        out.onCompleted();
    }

    private ModelMetadataResponse metadata() {
        ModelMetadataResponse.Builder metadata = ModelMetadataResponse.newBuilder().setName(contract.name());
        contract.inputs().forEach(input -> metadata.addInputs(tensor(input.name(), input.type().name(), input.shape())));
        contract.outputs().forEach(output -> metadata.addOutputs(tensor(output.name(), output.type().name(), output.shape())));
        return metadata.build();
    }

    private static ModelMetadataResponse.TensorMetadata tensor(String name, String type, List<Integer> shape) {
        ModelMetadataResponse.TensorMetadata.Builder tensor = ModelMetadataResponse.TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype(type)
                .addShape(-1);
        shape.forEach(tensor::addShape);
        return tensor.build();
    }

    private ModelInferResponse answerTo(ModelInferRequest request) {
        int rows = Math.toIntExact(request.getInputs(0).getShape(0));
        ModelInferResponse.Builder response = ModelInferResponse.newBuilder().setModelName(contract.name());
        for (OutputSpec output : contract.outputs()) {
            ModelInferResponse.InferOutputTensor.Builder tensor = ModelInferResponse.InferOutputTensor.newBuilder()
                    .setName(output.name())
                    .setDatatype(output.type().name())
                    .addShape(rows);
            int values = rows;
            for (int length : output.shape()) {
                tensor.addShape(length);
                values *= length;
            }
            response.addOutputs(tensor)
                    .addRawOutputContents(UnsafeByteOperations.unsafeWrap(new byte[values * output.type().bytes()]));
        }
        return response.build();
    }

    /** The same without a connection: messages are handed over as they are. */
    Channel channel() {
        return new Channel() {
            @Override
            public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
                return new HandedOver<>();
            }

            @Override
            public String authority() {
                return "instant";
            }
        };
    }

    private final class HandedOver<Q, A> extends ClientCall<Q, A> {
        private Listener<A> listener;

        @Override
        public void start(Listener<A> responses, Metadata headers) {
            listener = responses;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(String message, Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        @SuppressWarnings("unchecked")
        public void sendMessage(Q message) {
            Object answer = switch (message) {
                case ServerReadyRequest _ -> ServerReadyResponse.newBuilder().setReady(true).build();
                case ModelReadyRequest _ -> ModelReadyResponse.newBuilder().setReady(true).build();
                case ModelMetadataRequest _ -> metadata();
                case ModelInferRequest request -> answerTo(request);
                default -> throw new IllegalArgumentException("No answer to " + message.getClass().getSimpleName());
            };
            listener.onHeaders(new Metadata());
            listener.onMessage((A) answer);
            listener.onClose(Status.OK, new Metadata());
        }
    }
}
