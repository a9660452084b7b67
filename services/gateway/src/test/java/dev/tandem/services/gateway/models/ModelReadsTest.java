package dev.tandem.services.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.DataType;
import dev.tandem.core.inference.FeatureSource;
import dev.tandem.core.inference.InputSpec;
import dev.tandem.core.inference.ModelContract;
import dev.tandem.core.inference.ModelContracts;
import dev.tandem.core.inference.OutputSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelReadsTest {
    private static final ModelContracts CONTRACTS = ModelContracts.of(
            model("tower", new InputSpec.Numbers("IN", DataType.FP32, List.of(2), Optional.of("image"))),
            model("words", new InputSpec.Numbers("IN", DataType.FP32, List.of(2), Optional.of("text"))),
            model("head", new InputSpec.Features("x", DataType.FP32, List.of(4), List.of(
                    new FeatureSource("tower", "OUT", Optional.empty()), new FeatureSource("words", "OUT", Optional.of("ocr"))))));

    private static ModelContract model(String name, InputSpec input) {
        return new ModelContract(
                name, "any", Optional.empty(), List.of(input),
                List.of(new OutputSpec("OUT", DataType.FP32, List.of(2), OutputSpec.Meaning.EMBEDDING, Optional.empty(), 4)),
                Map.of(), 1, 0, Optional.empty(), Optional.empty(), List.of());
    }

    @Test
    void aModelReadsWhatThoseReadThatItStandsOn() {
        assertThat(ModelReads.of(CONTRACTS, "tower")).containsExactly("image");
        assertThat(ModelReads.of(CONTRACTS, "head")).containsExactly("image", "ocr");
    }

    @Test
    void whatIsMissingOrReadByNobodyIsRefused() {
        assertThatCode(() -> ModelReads.require(CONTRACTS, "head", List.of("ocr", "image"))).doesNotThrowAnyException();
        for (List<String> given : List.of(List.<String>of(), List.of("image"), List.of("image", "ocr", "text"))) {
            assertThatThrownBy(() -> ModelReads.require(CONTRACTS, "head", given))
                    .isInstanceOf(TandemException.class)
                    .hasMessageContaining("The model 'head' reads [image, ocr], found " + given + ".")
                    .hasMessageContaining("--image");
        }
    }
}
