package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.image.Interpolation;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractFormatTest {
    private static final String PRESENT = """
            {"name": "tagger", "task": "image_classification", "license": "Apache-2.0", "source": "pypi:tagger:1.0",
             "max_batch": 8, "max_batch_bytes": 1000000,
             "inputs": [{"name": "input", "kind": "image", "type": "FP32", "shape": [3, 224, 224],
                "image": {"resize": {"mode": "shorter_side", "size": [256], "interpolation": "bicubic"}, "crop": [224, 224],
                    "color": "RGB", "layout": "NCHW", "scale": 0.00392156862745098, "mean": [0.485, 0.456, 0.406],
                    "std": [0.229, 0.224, 0.225]}}],
             "outputs": [{"name": "probabilities", "type": "FP32", "shape": [2], "meaning": "probabilities", "labels": "labels",
                "rounding_digits": 4}],
             "files": {"weights": {"path": "model.onnx", "sha256": "%1$s"}, "labels": {"path": "labels.txt", "sha256": "%1$s"}},
             "examples": [{"inputs": {"image": {"image": {"width": 1, "height": 1, "rgb": "AQID"}}},
                "outputs": {"probabilities": [0.25, 0.75]}, "tolerance": 0.01}]}
            """.formatted(Digest.of("any").hex());

    private static ModelContract read(String json) {
        return ContractFormat.read("models/tagger", json.getBytes());
    }

    @Test
    void allThatAContractHoldsIsRead() {
        ModelContract contract = read(PRESENT);

        InputSpec.Image input = (InputSpec.Image) contract.inputs().getFirst();
        assertThat(input.image().resize().orElseThrow().interpolation()).isEqualTo(Interpolation.BICUBIC);
        assertThat(input.image().resize().orElseThrow().size()).containsExactly(256, 256);
        assertThat(input.value()).isEqualTo("image");
        assertThat(contract.output("probabilities").labels()).hasValue("labels");
        assertThat(contract.files().get("weights").path()).isEqualTo("model.onnx");
        assertThat(((ModelInput.Image) contract.examples().getFirst().row().values().get("image")).pixels().rgb())
                .containsExactly(1, 2, 3);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        ModelContract contract = read(PRESENT);
        ModelContract again = ContractFormat.read("again", Json.bytes(contract));
        assertThat(again.inputs()).isEqualTo(contract.inputs());
        assertThat(again.outputs()).isEqualTo(contract.outputs());
        assertThat(again.files()).isEqualTo(contract.files());
    }

    /** What an endpoint calls a model need not be a name that recipes can have. */
    @Test
    void aModelIsServedUnderAnotherName() {
        ModelContract writer = read("{\"name\": \"writer\", \"task\": \"text_generation\", \"served_as\": \"/models/Org Writer-8B\"}");
        List<String> asked = new ArrayList<>();
        Generator generator = Inference.withoutServer(ModelContracts.of(writer), (model, prompt, options) -> {
            asked.add(model);
            return new Generation("yes", true, OptionalInt.empty(), OptionalInt.empty());
        }).generator();
        generator.generate("writer", Prompt.of("?"), GenerationOptions.DEFAULT);

        assertThat(asked).containsExactly("/models/Org Writer-8B");
        assertThat(ContractFormat.read("again", Json.bytes(writer))).isEqualTo(writer);
        assertThatThrownBy(() -> read(PRESENT.replaceFirst("\\{", "{\"served_as\": \"x\", ")))
                .hasMessageContaining("served_as").hasMessageContaining("1 inputs");
    }

    @Test
    void theFlatFormOfATextEncoderIsReadAsBefore() {
        ModelContracts contracts = ModelContracts.load();
        ModelContract minilm = contracts.contract("minilm");

        assertThat(contracts.digest("minilm").hex()).isEqualTo("3235730d5835ef780587a80a43fce93d2cbc7e5db52d1a9b384d93a7d91f96a8");
        assertThat(minilm.inputs()).containsExactly(new InputSpec.Text(
                "TEXT", DataType.BYTES, List.of(), Optional.empty(),
                new TextSpec(256, Optional.of("tokenizer"), Optional.of("mean"), Optional.empty())));
        assertThat(minilm.outputs()).containsExactly(FakeModelServer.output("EMBEDDING", 384, 4));
        assertThat(minilm.files()).containsOnlyKeys("weights", "tokenizer");
        assertThat(minilm.maxBatch()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"crop\": [224, 224] | \"crop\": [224] | inputs[0].image | crop of [height, width], found [224]",
        "\"crop\": [224, 224] | \"crop\": [200, 200] | inputs[0] | [3, 200, 200]",
        "\"interpolation\": \"bicubic\" | \"interpolation\": \"cubic\" | inputs[0].image.resize.interpolation | cubic",
        "\"std\": [0.229 | \"std\": [0.0 | inputs[0].image | std",
        "\"mean\": [0.485, | \"mean\": [ | inputs[0].image | mean for each channel",
        "\"mean\": | \"meen\": | inputs[0].image.meen | meen",
        "\"kind\": \"image\" | \"kind\": \"picture\" | inputs[0] | picture",
        "\"type\": \"FP32\", \"shape\": [3 | \"type\": \"BYTES\", \"shape\": [3 | inputs[0] | BYTES",
        "\"shape\": [2] | \"shape\": [0] | outputs[0] | [0]",
        "\"rounding_digits\": 4 | \"rounding_digits\": 40 | outputs[0] | 40",
        "\"labels\": \"labels\" | \"labels\": \"names\" | models/tagger | names",
        "\"max_batch\": 8 | \"max_batch\": 0 | models/tagger | max_batch",
        "\"max_batch_bytes\": 1000000 | \"max_batch_bytes\": 100000000 | models/tagger | max_batch_bytes",
        "\"rgb\": \"AQID\" | \"rgb\": \"AQIDAQID\" | examples[0].inputs.image.image | three bytes",
        "\"task\": | \"extra\": 1, \"task\": | extra | extra"})
    void whatIsWrongIsToldWithItsPlace(String right, String wrong, String place, String said) {
        assertThat(PRESENT).contains(right);
        assertThatThrownBy(() -> read(PRESENT.replace(right, wrong)))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CONTRACT))
                .hasMessageContainingAll("models/tagger", place, said);
    }

    @Test
    void whatIsNoJsonIsToldWithItsPlaceAlone() {
        assertThatThrownBy(() -> read("{\n\"name\": "))
                .isInstanceOf(TandemException.class)
                .hasMessage("models/tagger: not JSON at line 2, column 9. models/README.md says what a contract holds.");
    }

    @Test
    void whatReadsFeaturesKnowsItsBases() {
        ModelContract head = read("""
                {"name": "head", "task": "matching", "max_batch": 4,
                 "inputs": [{"name": "x", "kind": "features", "type": "FP32", "shape": [5],
                    "of": [{"model": "tagger", "output": "features"}, {"model": "minilm", "output": "EMBEDDING", "reads": "ocr"}]}],
                 "outputs": [{"name": "y", "type": "FP32", "shape": [1], "meaning": "score", "rounding_digits": 4}]}
                """);
        assertThat(head.bases()).containsExactly("tagger", "minilm");
    }
}
