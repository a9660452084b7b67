package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of pictures, of numbers, and of what other models answered. */
class NumericInferenceTest {
    private static final ModelContract PICTURES = new ModelContract(
            "pictures", "image_embedding", Optional.empty(),
            List.of(new InputSpec.Image("pixels", DataType.FP32, List.of(-1, -1, 1), Optional.empty(), new ImageSpec(
                    Optional.empty(), Optional.empty(), ImageSpec.Color.GRAY, ImageSpec.Layout.NHWC, 1, null, null))),
            List.of(FakeModelServer.output("sum", 1, 2), FakeModelServer.output("ends", 2, 2)),
            Map.of(), 4, 0, Optional.empty(), Optional.empty(), List.of());

    /** On top of pictures and texts. */
    private static final ModelContract HEAD = new ModelContract(
            "head", "matching", Optional.empty(),
            List.of(
                    new InputSpec.Features("both", DataType.FP32, List.of(6), List.of(
                            new FeatureSource("pictures", "ends", Optional.of("photo")),
                            new FeatureSource("tiny", "EMBEDDING", Optional.empty()))),
                    new InputSpec.Numbers("weight", DataType.FP32, List.of(1), Optional.of("weight"))),
            List.of(FakeModelServer.output("sum", 1, 2)),
            Map.of(), 4, 0, Optional.empty(), Optional.empty(), List.of());

    private static final ModelContracts CONTRACTS = ModelContracts.of(PICTURES, HEAD, FakeModelServer.contract());

    private final FakeModelServer server = FakeModelServer.started();
    private final KServeInference client = client(1 << 20);

    NumericInferenceTest() {
        server.more.put("pictures", FakeModelServer.metadata(PICTURES));
        server.more.put("head", FakeModelServer.metadata(HEAD));
        server.behaviour = NumericInferenceTest::answer;
    }

    private KServeInference client(int bytes) {
        return InferenceParts.client(
                CONTRACTS, InferenceParts.settings(InferenceParts.LONG, 2, 1, bytes), InferenceListener.NONE, server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The sum of each row, and its first and last number. */
    private static void answer(ModelInferRequest request, StreamObserver<ModelInferResponse> out) {
        if (request.getModelName().equals("tiny")) {
            FakeModelServer.answer(request, out);
            return;
        }
        out.onNext(response(request).build());
        out.onCompleted();
    }

    private static ModelInferResponse.Builder response(ModelInferRequest request) {
        int rows = (int) request.getInputs(0).getShape(0);
        float[] numbers = FakeModelServer.numbers(request, 0);
        float[] sums = new float[rows];
        float[] ends = new float[2 * rows];
        int length = numbers.length / rows;
        for (int i = 0; i < numbers.length; i++) {
            sums[i / length] += numbers[i];
        }
        for (int row = 0; row < rows; row++) {
            ends[2 * row] = numbers[row * length];
            ends[2 * row + 1] = numbers[(row + 1) * length - 1];
        }
        ModelInferResponse.Builder response = ModelInferResponse.newBuilder();
        if (request.getOutputsCount() == 2) {
            FakeModelServer.add(response, "ends", ends, rows, 2);
        }
        return FakeModelServer.add(response, "sum", sums, rows, 1);
    }

    private static RgbPixels grey(int width, int height, int first) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (first + i / 3);
        }
        return new RgbPixels(width, height, rgb);
    }

    private static List<ModelRow> pictures(int count) {
        List<ModelRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(ModelRow.image(grey(1 + i % 2, 2, i)));
        }
        return rows;
    }

    @Test
    void answersAreInTheOrderOfTheRowsThoughShapesGoApart() {
        List<ModelAnswer> answers = client.infer("pictures", pictures(6));

        assertThat(answers).extracting(answer -> answer.output("sum").values()[0]).containsExactly(1f, 10f, 5f, 18f, 9f, 26f);
        assertThat(answers.get(3).output("ends").values()).containsExactly(3, 6);
        assertThat(answers.get(3).output("ends").shape()).containsExactly(2);
        assertThat(answers.get(3).first()).isEqualTo(answers.get(3).output("sum"));
        assertThat(server.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(6);
        assertThat(server.batches.size()).isGreaterThan(1);
    }

    @Test
    void noRequestHoldsMoreBytesThanAllowed() {
        client(40).infer("pictures", pictures(8));
        assertThat(server.mostBytes.get()).isBetween(8L, 40L);
    }

    @Test
    void aRowThatIsMoreThanARequestMayHoldSaysSo() {
        assertFails(ErrorCode.TOO_LARGE, "pictures", List.of(ModelRow.image(grey(4_100, 4_100, 0))))
                .hasMessageContainingAll("'pictures'", "67240000", "max_batch_bytes");
        assertThat(server.batches).isEmpty();
    }

    @Test
    void aModelMayStandOnOthers() {
        ModelRow row = new ModelRow(Map.of(
                "photo", new ModelInput.Image(grey(1, 2, 7)),
                "text", new ModelInput.Text("a text"),
                "weight", ModelInput.Numbers.of(1)));
        float[] text = FakeModelServer.vector("a text");
        assertThat(client.infer("head", List.of(row)).getFirst().first().values()[0])
                .isEqualTo(Math.round(100 * (7 + 8 + text[0] + text[1] + text[2] + text[3])) / 100f);
    }

    @Test
    void theDigestOfAModelCoversThoseThatItStandsOn() {
        ModelContracts other = ModelContracts.of(PICTURES, HEAD, FakeModelServer.textModel("tiny", 16, 2));
        assertThat(other.digest("head")).isNotEqualTo(CONTRACTS.digest("head"));
        assertThat(other.digest("pictures")).isEqualTo(CONTRACTS.digest("pictures"));
    }

    @Test
    void modelsThatStandOnEachOtherAreRefused() {
        ModelContract circle = new ModelContract(
                "tiny", "matching", Optional.empty(),
                List.of(new InputSpec.Features(
                        "all", DataType.FP32, List.of(1), List.of(new FeatureSource("head", "sum", Optional.empty())))),
                List.of(FakeModelServer.output("sum", 1, 2)),
                Map.of(), 4, 0, Optional.empty(), Optional.empty(), List.of());
        assertThatThrownBy(() -> ModelContracts.of(PICTURES, HEAD, circle).digest("head"))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("[head, tiny]");
    }

    static Stream<Arguments> wrongRows() {
        return Stream.of(
                Arguments.of("pictures", ModelRow.text("a"), "needs Image as 'image', found only [text]"),
                Arguments.of("pictures", new ModelRow(Map.of("image", new ModelInput.Text("a"))), "found Text"),
                Arguments.of("head", ModelRow.text("a"), "needs 'photo'"),
                Arguments.of("head", new ModelRow(Map.of(
                                "photo", new ModelInput.Image(grey(1, 1, 0)), "text", new ModelInput.Text("a"),
                                "weight", ModelInput.Numbers.of(1, 2))),
                        "has the shape [2], expected [1]"));
    }

    @ParameterizedTest
    @MethodSource("wrongRows")
    void aRowThatAModelCannotReadSaysSo(String model, ModelRow row, String said) {
        assertFails(ErrorCode.MODEL_CONTRACT, model, List.of(row)).hasMessageContaining(said);
    }

    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                wrong("half a batch", "expected", response -> FakeModelServer.add(
                        FakeModelServer.add(ModelInferResponse.newBuilder(), "ends", new float[2], 1, 2), "sum", new float[1], 1, 1)),
                wrong("one output", "expected sum FP32 [2, 1], ends FP32 [2, 2]", response ->
                        response.removeOutputs(0).clearRawOutputContents().addRawOutputContents(ByteString.copyFrom(new byte[8]))),
                wrong("twice the same", "expected", response -> response.setOutputs(0, response.getOutputs(1))),
                wrong("another shape", "ends FP32 [2, 1, 2]", response -> response.setOutputs(
                        0, response.getOutputs(0).toBuilder().clearShape().addShape(2).addShape(1).addShape(2))),
                wrong("a negative length", "expected", response -> response.setOutputs(
                        0, response.getOutputs(0).toBuilder().setShape(1, -2))),
                wrong("no number", "NaN at [1, 1] of ends", response -> response.setRawOutputContents(
                        0, response.getRawOutputContents(0).substring(0, 12).concat(ByteString.fromHex("0000c07f")))));
    }

    private static Arguments wrong(String what, String said, UnaryOperator<ModelInferResponse.Builder> change) {
        return Arguments.of(what, said, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void nothingOfAWrongAnswerIsUsed(String what, String said, UnaryOperator<ModelInferResponse.Builder> change) {
        server.behaviour = (request, out) -> {
            out.onNext(change.apply(response(request)).build());
            out.onCompleted();
        };
        List<ModelRow> rows = List.of(ModelRow.image(grey(1, 1, 0)), ModelRow.image(grey(1, 1, 1)));
        InferenceSettings atOnce = new InferenceSettings(
                InferenceParts.LONG, InferenceParts.LONG, InferenceParts.LONG, Duration.ZERO, 1, InferenceParts.SHORT,
                InferenceParts.SHORT, 1, 1 << 20);
        assertThatThrownBy(() -> InferenceParts.client(CONTRACTS, atOnce, InferenceListener.NONE, server).infer("pictures", rows))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CONTRACT))
                .hasMessageContainingAll("'pictures'", "server-0:8001", said);
        assertThat(server.batches).containsExactly(2);
    }

    @Test
    void whatCanPassIsTriedAgain() {
        server.behaviour = (request, out) -> {
            server.behaviour = NumericInferenceTest::answer;
            out.onError(Status.UNAVAILABLE.asRuntimeException());
        };
        assertThat(client.infer("pictures", pictures(1)).getFirst().output("ends").values()).containsExactly(0, 1);
        assertThat(server.batches).containsExactly(1, 1);
    }

    @Test
    void longTextsDoNotGoWithShortOnes() {
        List<ModelRow> rows = List.of(
                ModelRow.text("long ".repeat(200)), ModelRow.text("short"), ModelRow.text("long ".repeat(201)), ModelRow.text("brief"));
        server.behaviour = FakeModelServer::answer;
        List<ModelAnswer> answers = client.infer("tiny", rows);
        assertThat(answers.get(1).first().values()).isEqualTo(FakeModelServer.vector("short"));
        assertThat(answers.get(2).first().values()).isEqualTo(FakeModelServer.vector("long ".repeat(201)));
        assertThat(server.batches).containsExactly(2, 2);
    }

    private AbstractThrowableAssert<?, ?> assertFails(ErrorCode code, String model, List<ModelRow> rows) {
        return assertThatThrownBy(() -> client.infer(model, rows))
                .isInstanceOfSatisfying(TandemException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
