package dev.tandem.core.inference;

import static dev.tandem.core.inference.FakeModelServer.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.ModelInferResponse;
import inference.ModelMetadataResponse;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that has another model, or answers otherwise than it promised, never leads to a score. */
class WrongModelTest {
    private final FakeModelServer server = FakeModelServer.started();
    private final KServeInference client = InferenceParts.client(InferenceParts.settings(), server);

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> wrongMetadata() {
        return Stream.of(
                Arguments.of("name of the input", metadata(tensor("TEXTS", "BYTES", -1), right()), "TEXTS BYTES [-1]"),
                Arguments.of("type of the input", metadata(tensor("TEXT", "FP32", -1), right()), "TEXT FP32 [-1]"),
                Arguments.of("shape of the input", metadata(tensor("TEXT", "BYTES", -1, 1), right()), "TEXT BYTES [-1, 1]"),
                Arguments.of("no input", FakeModelServer.metadata("tiny").toBuilder().clearInputs().build(), "inputs []"),
                Arguments.of(
                        "a second input",
                        FakeModelServer.metadata("tiny").toBuilder().addInputs(tensor("MORE", "INT64", -1)).build(),
                        "MORE INT64 [-1]"),
                Arguments.of("name of the output", metadata(text(), tensor("VECTOR", "FP32", -1, 4)), "VECTOR FP32 [-1, 4]"),
                Arguments.of("type of the output", metadata(text(), tensor("EMBEDDING", "FP16", -1, 4)), "EMBEDDING FP16 [-1, 4]"),
                Arguments.of("dimension", metadata(text(), tensor("EMBEDDING", "FP32", -1, 5)), "EMBEDDING FP32 [-1, 5]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongMetadata")
    void aModelThatDiffersFromItsContractIsNeverAsked(String difference, ModelMetadataResponse metadata, String found) {
        server.metadata = metadata;
        assertFails().hasMessageContainingAll("'tiny'", "server-0:8001", found, "expected", "models/tiny/contract.json");
        assertThat(server.batches).isEmpty();
    }

    @Test
    void aModelThatTheServerDoesNotHaveIsAnErrorOfItsOwn() {
        server.metadata = FakeModelServer.metadata("another");
        assertFails().hasMessageContainingAll("server-0:8001", "does not serve the model 'tiny'", "unknown model");
    }

    @Test
    void whatAServerSaysEndsWithOneFullStop() {
        ModelContract contract = ModelContracts.load().contract("minilm");
        for (String said : List.of("It is not there", "It is not there.")) {
            assertThat(ModelMetadataCheck.notServed(contract, "server:8001", Status.NOT_FOUND.withDescription(said)))
                    .hasMessageContaining("NOT_FOUND, It is not there. Deploy the model");
        }
    }

    @Test
    void theModelIsLookedAtAnewAfterItWasRepaired() {
        server.metadata = metadata(text(), tensor("EMBEDDING", "FP32", -1, 5));
        assertFails().hasMessageContaining("[-1, 5]");
        server.metadata = FakeModelServer.metadata("tiny");
        assertThat(client.embedTexts("tiny", List.of("one"))).hasDimensions(1, 4);
    }

    @Test
    void aFurtherOutputDoesNoHarm() {
        server.metadata = FakeModelServer.metadata("tiny").toBuilder().addOutputs(tensor("MORE", "FP32", -1)).build();
        assertThat(client.embedTexts("tiny", List.of("one"))).hasDimensions(1, 4);
    }

    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                answer("shape", response -> response.setOutputs(0, output(response).clearShape().addShape(2).addShape(8))),
                answer("one dimension", response -> response.setOutputs(0, output(response).clearShape().addShape(16))),
                answer("type", response -> response.setOutputs(0, output(response).setDatatype("FP64"))),
                answer("name", response -> response.setOutputs(0, output(response).setName("OTHER"))),
                answer("half a batch", response -> FakeModelServer.response(InferenceParts.texts(2))),
                answer("more than the batch", response -> FakeModelServer.response(InferenceParts.texts(5))),
                answer("too few bytes", response -> response.setRawOutputContents(0, bytes(response).substring(4))),
                answer("too many bytes", response -> response.setRawOutputContents(0, bytes(response).concat(number(1)))),
                answer("no bytes", ModelInferResponse.Builder::clearRawOutputContents),
                answer("no outputs", response -> response.clearOutputs().clearRawOutputContents()),
                answer("two outputs", response -> response.addOutputs(output(response)).addRawOutputContents(bytes(response))),
                answer("not a number", response -> response.setRawOutputContents(0, withLast(response, Float.NaN))),
                answer("infinite", response -> response.setRawOutputContents(0, withLast(response, Float.NEGATIVE_INFINITY))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void anAnswerThatDiffersFromTheContractIsNeverUsed(String difference, UnaryOperator<ModelInferResponse.Builder> change) {
        server.behaviour = (request, out) -> {
            out.onNext(change.apply(FakeModelServer.response(FakeModelServer.texts(request))).build());
            out.onCompleted();
        };
        assertFails().hasMessageContainingAll("'tiny'", "server-0:8001", "expected");
        assertThat(server.batches).hasSize(1);
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFails() {
        return assertThatThrownBy(() -> client.embedTexts("tiny", InferenceParts.texts(4)))
                .isInstanceOfSatisfying(
                        TandemException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.MODEL_CONTRACT));
    }

    private static Arguments answer(String difference, UnaryOperator<ModelInferResponse.Builder> change) {
        return Arguments.of(difference, change);
    }

    private static ModelInferResponse.InferOutputTensor.Builder output(ModelInferResponse.Builder response) {
        return response.getOutputs(0).toBuilder();
    }

    private static ByteString bytes(ModelInferResponse.Builder response) {
        return response.getRawOutputContents(0);
    }

    private static ByteString withLast(ModelInferResponse.Builder response, float value) {
        return bytes(response).substring(0, bytes(response).size() - Float.BYTES).concat(number(value));
    }

    private static ByteString number(float value) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).flip());
    }

    private static ModelMetadataResponse metadata(
            ModelMetadataResponse.TensorMetadata input, ModelMetadataResponse.TensorMetadata output) {
        return ModelMetadataResponse.newBuilder().setName("tiny").addInputs(input).addOutputs(output).build();
    }

    private static ModelMetadataResponse.TensorMetadata text() {
        return tensor("TEXT", "BYTES", -1);
    }

    private static ModelMetadataResponse.TensorMetadata right() {
        return tensor("EMBEDDING", "FP32", -1, 4);
    }
}
