package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class WordRepetitionFilterTest {
    @Test
    void ratiosAgreeWithDataJuicer() {
        Reference.agrees("word_repetition", Map.of(), "word_rep_ratio", "word_repetition");
    }

    @Test
    void ratiosOfShorterStretchesAgreeWithDataJuicer() {
        Reference.agrees(
                "word_repetition", Map.of("rep_len", 5, "max_ratio", 0.1), "word_rep_ratio", "word_repetition_5");
    }

    @Test
    void stretchesThatAreThereTwiceCountWhateverTheirCaseAndPunctuation() {
        FilterRun run = new FilterRun("word_repetition", Map.of("rep_len", 2));

        assertThat(run.number("One two, three. ONE two (three)")).isEqualTo(4 / 5.0);
        assertThat(run.number("one")).isZero();
        assertThat(run.decision("a a a a")).isEqualTo("word_rep_ratio above max_ratio");
    }

    /** What Python 3.11 takes for lower case. */
    @Test
    void smallLettersAreThoseOfUnicode14() {
        FilterRun run = new FilterRun("word_repetition", Map.of("rep_len", 1));

        assertThat(run.number("\u039f\u0394\u039f\u03a3^\u0391 \u03bf\u03b4\u03bf\u03c3^\u03b1")).isEqualTo(1);
        assertThat(run.number("\ua7cb \u0264")).isZero();
    }

    @Property
    void theRatioIsARatio(
            @ForAll List<@From("words") String> words, @ForAll @IntRange(min = 1, max = 4) int length) {
        FilterRun run = new FilterRun("word_repetition", Map.of("rep_len", length));

        assertThat(run.number(String.join(" ", words))).isBetween(0.0, 1.0);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of("a", "b", "c", "1", "-");
    }
}
