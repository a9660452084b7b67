package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class AlphanumericFilterTest {
    @Test
    void sharesAgreeWithDataJuicer() {
        Reference.agrees("alphanumeric", Map.of(), "alnum_ratio", "alphanumeric");
    }

    @Test
    void lettersAndNumbersOfAllScriptsCountAndSymbolsDoNot() {
        FilterRun run = new FilterRun("alphanumeric", Map.of());

        assertThat(run.number("ab ")).isEqualTo(2.0 / 3);
        assertThat(run.number("\u4e2d\u0663\u00bd\u2167")).isEqualTo(1);
        assertThat(run.number("\ud83d\ude00-")).isZero();
        assertThat(run.number("")).isZero();
    }

    /** What Python 3.11 counts, character by character. */
    @Test
    void lettersAndNumbersAreThoseOfUnicode14() {
        FilterRun run = new FilterRun("alphanumeric", Map.of());

        assertThat(run.number("a\u1c89\ud83a\udcc0\ud803\udd40")).isEqualTo(1 / 2.0);
        assertThat(run.number(Characters.all())).isEqualTo(133_547 / 1_112_064.0);
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("alphanumeric", Map.of("min_ratio", 0.25, "max_ratio", 0.5));

        assertThat(run.decision("a---")).isEqualTo("keep");
        assertThat(run.decision("aa--")).isEqualTo("keep");
        assertThat(run.decision("a----")).isEqualTo("alnum_ratio below min_ratio");
        assertThat(run.decision("aaa-")).isEqualTo("alnum_ratio above max_ratio");
    }

    @Test
    void withTokenizationLettersCountOverTokens() {
        FilterRun run = new FilterRun("alphanumeric", Map.of("tokenization", true, "min_ratio", 3));

        assertThat(run.of("The tides 12.").values()).containsExactly(Map.entry("alpha_token_ratio", 8 / 5.0));
        assertThat(run.number("")).isZero();
        assertThat(run.decision("the tide")).isEqualTo("keep");
        assertThat(run.decision("tides")).isEqualTo("alpha_token_ratio below min_ratio");
    }

    @Test
    void aShareIsNotLargerThanOne() {
        assertThatThrownBy(() -> new FilterRun("alphanumeric", Map.of("min_ratio", 1.5)).of("a")).hasMessageContaining("'min_ratio'");
    }

    @Test
    void theTokenizerIsNamedInTheKeyOfItsResultsWhereItIsUsed() {
        assertThat(models(Map.of())).isEmpty();
        assertThat(models(Map.of("tokenization", true, "hf_tokenizer", "gpt2"))).containsExactly("gpt2");
    }

    private static List<String> models(Map<String, Object> params) {
        return OperatorCatalog.load().create("alphanumeric", params, OperatorContext.withoutModels()).models();
    }

    @Property
    void theShareIsARatio(@ForAll String text) {
        assertThat(new FilterRun("alphanumeric", Map.of()).number(text)).isBetween(0.0, 1.0);
    }
}
