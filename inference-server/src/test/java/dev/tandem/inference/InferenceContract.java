package dev.tandem.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Growth;
import dev.tandem.core.inference.InferenceListener;
import dev.tandem.core.inference.InferenceSettings;
import dev.tandem.core.inference.KServeInference;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.OutputSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client gets from every model server; each server passes it with a subclass. */
abstract class InferenceContract {
    static final String MODEL = "minilm";

    /** Different in length, script and kind. */
    static final List<String> TEXTS = List.of(
            "A cat sleeps on the window sill.",
            "A kitten is napping at the window.",
            "The quarterly report shows falling revenue.",
            "",
            " \t\n",
            "x",
            "UPPER CASE, Mixed Case; and (punctuation)!? -- 3.14159 & 10%",
            "Größenordnung, naïveté, coöperate, Ångström, œuvre, İstanbul, ΣΊΣΥΦΟΣ",
            "Кошка спит на подоконнике.",
            "猫が窓辺で眠っている。",
            "고양이가 창가에서 자고 있다.",
            "قطة تنام على حافة النافذة",
            "emoji \ud83d\ude00\ud83d\udc08\u200d\u2b1b and half a pair \ud83d here",
            "public static void main(String[] args) { System.out.println(\"hello\"); }",
            "<p>tags &amp; entities</p> https://example.org/a?b=c#d",
            "control \u0000 \u0007 \ufffd characters and a soft\u00adhyphen",
            "word ".repeat(1_000),
            "unbreakable".repeat(50),
            "The same sentence again and again. ".repeat(30));

    private KServeInference inference;

    /** {@code host:port} of the server. */
    abstract String address();

    @BeforeEach
    void connect() {
        inference = connect(ModelContracts.load(), InferenceSettings.DEFAULT, address());
    }

    @AfterEach
    void close() {
        inference.close();
    }

    static KServeInference connect(ModelContracts contracts, InferenceSettings settings, String... addresses) {
        return KServeInference.connect(List.of(addresses), contracts, settings, InferenceListener.NONE);
    }

    static ModelContract contract() {
        return ModelContracts.load().contract(MODEL);
    }

    static OutputSpec output() {
        return contract().outputs().getFirst();
    }

    static int dimension() {
        return output().shape().getFirst();
    }

    static int roundingDigits() {
        return output().roundingDigits();
    }

    /** Settings under which a request holds no more than {@code bytes} of texts. */
    static InferenceSettings withRequestsOf(int bytes, Duration latencyTarget) {
        InferenceSettings settings = InferenceSettings.DEFAULT;
        return new InferenceSettings(
                settings.requestTimeout(), settings.callTimeout(), settings.probeTimeout(), latencyTarget, settings.attempts(),
                settings.backoff(), settings.rest(), 1, bytes);
    }

    /** Settings under which a server in trouble is given up soon, and looked at again soon. */
    static InferenceSettings impatient(Duration requestTimeout, Duration probeTimeout) {
        Growth soon = new Growth(Duration.ofMillis(10), Duration.ofMillis(100));
        return new InferenceSettings(
                requestTimeout, Duration.ofSeconds(20), probeTimeout, Duration.ZERO, 2, soon, soon, 4, 1 << 20);
    }

    static void assertUnavailable(KServeInference client, String address) {
        assertThatThrownBy(() -> client.embedTexts(MODEL, List.of("one")))
                .isInstanceOfSatisfying(
                        TandemException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE))
                .hasMessageContaining(address);
    }

    @Test
    void everyTextHasAVectorOfLengthOneRoundedAsTheContractSays() {
        float[][] vectors = inference.embedTexts(MODEL, TEXTS);
        assertThat(vectors).hasDimensions(TEXTS.size(), dimension());
        double scale = Math.pow(10, roundingDigits());
        for (float[] vector : vectors) {
            assertThat(product(vector, vector)).isCloseTo(1, within(0.001));
            for (float value : vector) {
                assertThat(value).isEqualTo((float) (Math.rint(value * scale) / scale));
            }
        }
    }

    @Test
    void textsThatMeanTheSameAreNearEachOther() {
        float[][] vectors = inference.embedTexts(MODEL, TEXTS.subList(0, 3));
        assertThat(product(vectors[0], vectors[1])).isGreaterThan(product(vectors[0], vectors[2]) + 0.3);
    }

    @Test
    void vectorsDependNeitherOnTheBatchNorOnTheOrder() {
        float[][] together = inference.embedTexts(MODEL, TEXTS);
        List<String> reversed = new ArrayList<>(TEXTS);
        Collections.reverse(reversed);
        try (KServeInference alone = connect(ModelContracts.load(), withRequestsOf(1, Duration.ZERO), address());
                KServeInference few = connect(ModelContracts.load(), withRequestsOf(200, Duration.ofNanos(1)), address())) {
            assertThat(alone.embedTexts(MODEL, TEXTS)).isDeepEqualTo(together);
            float[][] backwards = few.embedTexts(MODEL, reversed);
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(backwards[TEXTS.size() - 1 - i]).containsExactly(together[i]);
            }
        }
    }

    @Test
    void moreTextsThanARequestMayHoldAreSentInSeveral() {
        List<String> texts = Collections.nCopies(2 * contract().maxBatch() + 1, "one more");
        assertThat(inference.embedTexts(MODEL, texts)).hasDimensions(texts.size(), dimension());
    }

    @Test
    void manyCallersAtOnceGetTheirOwnVectors() throws Exception {
        float[][] expected = inference.embedTexts(MODEL, TEXTS);
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<float[][]>> answers = new ArrayList<>();
            for (String text : TEXTS) {
                answers.add(callers.submit(() -> inference.embedTexts(MODEL, List.of(text))));
            }
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(answers.get(i).get()[0]).containsExactly(expected[i]);
            }
        }
    }

    @Test
    void noTextsHaveNoVectors() {
        assertThat(inference.embedTexts(MODEL, List.of())).isEmpty();
    }

    @Test
    void aModelThatTheServerDoesNotHaveIsAnErrorOfTheContract() {
        assertContractFails(changed("missing", output().name(), dimension()))
                .hasMessageContainingAll(address(), "'missing'");
    }

    @Test
    void aModelOfAnotherShapeIsAnErrorOfTheContract() {
        assertContractFails(changed(MODEL, output().name(), 768))
                .hasMessageContainingAll(address(), "EMBEDDING FP32 [-1, 384]", "expected EMBEDDING FP32 [-1, 768]");
    }

    @Test
    void aModelWithOtherNamesIsAnErrorOfTheContract() {
        assertContractFails(changed(MODEL, "VECTOR", dimension()))
                .hasMessageContainingAll(address(), "EMBEDDING FP32 [-1, 384]", "expected VECTOR FP32 [-1, 384]");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertContractFails(ModelContract expected) {
        try (KServeInference client = connect(ModelContracts.of(expected), InferenceSettings.DEFAULT, address())) {
            return assertThatThrownBy(() -> client.embedTexts(expected.name(), List.of("one")))
                    .isInstanceOfSatisfying(
                            TandemException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.MODEL_CONTRACT));
        }
    }

    private static ModelContract changed(String name, String output, int dimension) {
        return changed(name, output, dimension, roundingDigits());
    }

    static ModelContract changed(String name, String output, int dimension, int roundingDigits) {
        ModelContract contract = contract();
        OutputSpec before = output();
        return new ModelContract(
                name, contract.task(), contract.description(), contract.inputs(),
                List.of(new OutputSpec(output, before.type(), List.of(dimension), before.meaning(), before.labels(), roundingDigits)),
                contract.files(), contract.maxBatch(), contract.maxBatchBytes(), contract.license(), contract.source(),
                contract.examples());
    }

    static double product(float[] left, float[] right) {
        double product = 0;
        for (int d = 0; d < left.length; d++) {
            product += (double) left[d] * right[d];
        }
        return product;
    }
}
