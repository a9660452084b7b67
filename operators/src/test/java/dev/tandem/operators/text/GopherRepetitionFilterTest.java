package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GopherRepetitionFilterTest {
    @Test
    void countsAndDecisionsAgreeWithDatatrove() {
        Datatrove.agrees("gopher_repetition", Map.of(), "gopher_repetition");
        Datatrove.agrees("gopher_repetition", Map.of(
                "dup_line_frac", 0, "dup_para_frac", 0, "dup_line_char_frac", 0, "dup_para_char_frac", 0),
                "gopher_repetition_ngrams");
    }

    @Test
    void theFirstOfEquallyFrequentNgramsCounts() {
        FilterRun run = new FilterRun("gopher_repetition", Map.of("top_n_grams", List.of("1:1")));

        assertThat(run.of("tide bay bay tide oar").values()).containsEntry("top_1_gram_length", 8.0);
        assertThat(run.of("bay tide tide bay oar").values()).containsEntry("top_1_gram_length", 6.0);
    }

    @Test
    void duplicatesAreComparedWithoutSpaces() {
        FilterRun run = new FilterRun("gopher_repetition", Map.of("dup_n_grams", List.of("2:0.5")));

        assertThat(run.of("b cd x bc d").values()).containsEntry("dup_2_gram_length", 3.0);
        assertThat(run.of("b b b b b").values()).containsEntry("dup_2_gram_length", 4.0);
    }

    @Test
    void lengthsWithTheirLimitsAreRead() {
        for (String wrong : List.of("5", "x:0.1", "0:0.1", "5:-1", "5:0.1:2", "5:NaN")) {
            assertThatThrownBy(() -> new FilterRun("gopher_repetition", Map.of("top_n_grams", List.of(wrong))).of("text"))
                    .hasMessageContainingAll("'gopher_repetition'", "'top_n_grams'", wrong);
        }
        assertThatThrownBy(() -> new FilterRun("gopher_repetition", Map.of("dup_n_grams", List.of("5:0.1", "5:0.2"))).of("text"))
                .hasMessageContaining("once");
    }
}
