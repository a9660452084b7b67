package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StopWordsFilterTest {
    /** The list that the reference's numbers were made with. */
    private static final List<String> WORDS = List.of(
            "the", "and", "to", "of", "a", "with", "that", "be", "is", "it", "they", "have", "in", "while", "but");

    @Test
    void sharesAgreeWithDataJuicer() {
        Reference.agrees("stop_words", Map.of("words", WORDS), "stopwords_ratio", "stopwords_ownlist");
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("stop_words", Map.of("min_ratio", 0.25, "max_ratio", 0.5));

        assertThat(run.decision("the cat sat down")).isEqualTo("keep");
        assertThat(run.decision("the cat")).isEqualTo("keep");
        assertThat(run.decision("cat")).isEqualTo("stopwords_ratio below min_ratio");
        assertThat(run.decision("the")).isEqualTo("stopwords_ratio above max_ratio");
    }

    @Test
    void englishFunctionWordsAreTheDefault() {
        FilterRun run = new FilterRun("stop_words", Map.of());

        assertThat(run.number("The cat isn't on a mat!")).isEqualTo(4 / 6.0);
        assertThat(run.decision("buy cheap watches")).isEqualTo("stopwords_ratio below min_ratio");
        assertThat(run.number("")).isZero();
    }
}
