package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.Inference;
import dev.tandem.core.inference.ModelFile;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TokenNumFilterTest {
    private static double count(String text) {
        return new FilterRun("token_num", Map.of()).number(text);
    }

    @Test
    void tokensCountWithoutMarksOfBeginAndEndAndNothingIsCutOff() {
        assertThat(count("The tides, the tide.")).isEqualTo(7);
        assertThat(count("the")).isEqualTo(1);
        assertThat(count("")).isZero();
        assertThat(count("aaaaa")).isEqualTo(5);
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("token_num", Map.of("min_num", 2, "max_num", 3));

        assertThat(run.decision("the")).isEqualTo("num_token below min_num");
        assertThat(run.decision("tides")).isEqualTo("keep");
        assertThat(run.decision("the tides")).isEqualTo("keep");
        assertThat(run.decision("the tides.")).isEqualTo("num_token above max_num");
    }

    @Test
    void textWithHalfOfASurrogatePairIsCountedToo() {
        assertThat(count("the \ud83d tide")).isEqualTo(3);
        assertThat(count("the \ud83d\ude00 tide\u0000")).isEqualTo(3);
    }

    @Test
    void longTextIsCountedInPieces() {
        assertThat(count("the tide\n".repeat(30_000))).isEqualTo(60_000);
        assertThat(count("the ".repeat(70_000))).isEqualTo(70_000);
    }

    @Test
    void theModelIsNamedInTheKeyOfItsResults() {
        assertThat(OperatorCatalog.load()
                        .create("token_num", Map.of("hf_tokenizer", "gpt2"), OperatorContext.withoutModels())
                        .models())
                .containsExactly("gpt2");
    }

    @Test
    void aFileThatIsNoTokenizerSaysSo() {
        Inference broken = new Inference() {
            @Override
            public float[][] embedTexts(String model, List<String> texts) {
                throw new AssertionError();
            }

            @Override
            public Digest modelDigest(String model) {
                return Digest.of("broken tokenizer");
            }

            @Override
            public byte[] file(String model, ModelFile file) {
                return "{\"model\": 1}".getBytes();
            }
        };
        FilterRun run = new FilterRun("token_num", Map.of(), new OperatorContext(broken, MediaLimits.DEFAULT));

        assertThatThrownBy(() -> run.of("the"))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CONTRACT))
                .hasMessageContaining("tokenizer.json");
    }
}
