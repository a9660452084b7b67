package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelStreamInferResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models that write a piece at a time. */
class StreamClientTest {
    private static final ModelContract WRITER = new ModelContract(
            "writer", "text_generation", Optional.empty(),
            List.of(text("text_input", "prompt"), text("sampling_parameters", "options")),
            List.of(new OutputSpec("text_output", DataType.BYTES, List.of(), OutputSpec.Meaning.TEXT, Optional.empty(), 0)),
            Map.of(), 1, 0, Optional.empty(), Optional.empty(), List.of());

    private final FakeModelServer server = FakeModelServer.started();
    private final List<ModelInferRequest> asked = new ArrayList<>();
    private final KServeInference client = InferenceParts.client(
            ModelContracts.of(WRITER, FakeModelServer.contract()), InferenceParts.settings(), InferenceListener.NONE, server);

    StreamClientTest() {
        server.more.put("writer", FakeModelServer.metadata(WRITER).toBuilder()
                .addInputs(FakeModelServer.tensor("stream", "BOOL", 1))
                .build());
        server.streaming = (request, out) -> {
            asked.add(request);
            write(out, "A ", "cat", ".");
        };
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static InputSpec text(String name, String reads) {
        return new InputSpec.Text(name, DataType.BYTES, List.of(), Optional.of(reads), TextSpec.plain());
    }

    private static void write(StreamObserver<ModelStreamInferResponse> out, String... pieces) {
        for (String piece : pieces) {
            out.onNext(piece(TextTensors.raw(List.of(piece))));
        }
        out.onCompleted();
    }

    private static ModelStreamInferResponse piece(ByteString raw) {
        return ModelStreamInferResponse.newBuilder()
                .setInferResponse(ModelInferResponse.newBuilder()
                        .addOutputs(ModelInferResponse.InferOutputTensor.newBuilder()
                                .setName("text_output").setDatatype("BYTES").addShape(1))
                        .addRawOutputContents(raw))
                .build();
    }

    private Generation generate() {
        return client.generator().generate("writer", Prompt.of("What is it?"), GenerationOptions.DEFAULT);
    }

    @Test
    void piecesBecomeOneText() {
        assertThat(generate().text()).isEqualTo("A cat.");
        assertThat(asked.getFirst().getInputsList())
                .extracting(ModelInferRequest.InferInputTensor::getName)
                .containsExactly("text_input", "sampling_parameters");
        assertThat(FakeModelServer.texts(asked.getFirst())).containsExactly("What is it?");
        assertThat(asked.getFirst().getRawInputContents(1).toStringUtf8()).contains("\"max_tokens\":512");
    }

    @Test
    void aCharacterMayStandInTwoPieces() {
        byte[] bytes = "\u00e9".getBytes(StandardCharsets.UTF_8);
        server.streaming = (request, out) -> {
            for (byte one : bytes) {
                out.onNext(piece(ByteString.copyFrom(new byte[] {1, 0, 0, 0, one})));
            }
            out.onCompleted();
        };
        assertThat(generate().text()).isEqualTo("\u00e9");
    }

    @Test
    void whatCanPassIsTriedAgainFromTheBeginning() {
        server.streaming = (request, out) -> {
            server.streaming = (again, anew) -> write(anew, "whole");
            out.onNext(piece(TextTensors.raw(List.of("half"))));
            out.onError(Status.UNAVAILABLE.asRuntimeException());
        };
        assertThat(generate().text()).isEqualTo("whole");
    }

    @Test
    void aServerThatHangsIsGivenUp() {
        server.streaming = (request, out) -> {};
        InferenceSettings impatient = InferenceParts.settings(Duration.ofMillis(50), 2, 4, 1 << 20);
        KServeInference hurried = InferenceParts.client(
                ModelContracts.of(WRITER), impatient, InferenceListener.NONE, server);
        assertThatThrownBy(() -> hurried.generator().generate("writer", Prompt.of("a"), GenerationOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE))
                .hasMessageContaining("2 attempts");
    }

    @Test
    void whatIsWrongIsNotUsed() {
        server.streaming = (request, out) -> {
            out.onNext(ModelStreamInferResponse.newBuilder().setErrorMessage("the prompt is too long").build());
            out.onCompleted();
        };
        assertFails("the prompt is too long");
        server.streaming = (request, out) -> {
            out.onNext(piece(ByteString.copyFrom(new byte[] {9, 0, 0, 0, 1})));
            out.onCompleted();
        };
        assertFails("cut short");
        server.streaming = (request, out) -> {
            ModelStreamInferResponse large = piece(TextTensors.raw(List.of("x".repeat(Pieces.MOST_BYTES / 2 + 1))));
            out.onNext(large);
            out.onNext(large);
            out.onNext(large);
        };
        assertFails("more than");
    }

    @Test
    void aModelOfVectorsDoesNotWriteAndOneThatWritesHasNoVectors() {
        assertThatThrownBy(() -> client.generator().generate("tiny", Prompt.of("a"), GenerationOptions.DEFAULT))
                .hasMessageContaining("does not write");
        assertThatThrownBy(() -> client.embedTexts("writer", List.of("a"))).hasMessageContaining("writes text");
    }

    private void assertFails(String said) {
        assertThatThrownBy(this::generate)
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CONTRACT))
                .hasMessageContaining(said);
    }
}
