package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommonEnglishWordsFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("common_english_words", false);
    }

    @Test
    void everyOccurrenceCountsAloneAndInSmallLetters() {
        FilterRun run = new FilterRun("common_english_words", Map.of("min_num_common_words", 3));

        assertThat(run.decision("the the the")).isEqualTo("keep");
        assertThat(run.decision("the, the and")).isEqualTo("common_words below min_num_common_words");
        assertThat(run.decision("THE TO OF")).isEqualTo("common_words below min_num_common_words");
    }
}
