package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CharacterRepetitionFilterTest {
    @Test
    void ratiosAgreeWithDataJuicer() {
        Reference.agrees("character_repetition", Map.of(), "char_rep_ratio", "character_repetition");
    }

    @Test
    void ratiosOfShorterStretchesAgreeWithDataJuicer() {
        Reference.agrees(
                "character_repetition", Map.of("rep_len", 5, "max_ratio", 0.2), "char_rep_ratio",
                "character_repetition_5");
    }

    /**
     * Of the pairs ab, ba, ab, bc, only the most frequent one counts: the root of 3, and one pair that is there twice.
     */
    @Test
    void theMostFrequentStretchesAreSummed() {
        FilterRun run = new FilterRun("character_repetition", Map.of("rep_len", 2));

        assertThat(run.number("ababc")).isEqualTo(0.5);
        assertThat(run.number("a")).isZero();
        assertThat(run.decision("aaaa")).isEqualTo("char_rep_ratio above max_ratio");
    }

    @Property
    void theRatioIsARatio(
            @ForAll @CharRange(from = 'a', to = 'c') String text, @ForAll @IntRange(min = 1, max = 6) int length) {
        FilterRun run = new FilterRun("character_repetition", Map.of("rep_len", length));

        assertThat(run.number(text)).isBetween(0.0, 1.0);
    }
}
