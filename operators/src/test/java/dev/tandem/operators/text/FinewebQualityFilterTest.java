package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FinewebQualityFilterTest {
    @Test
    void countsAndDecisionsAgreeWithDatatrove() {
        Datatrove.agrees("fineweb_quality", Map.of(), "fineweb_quality");
        Datatrove.agrees("fineweb_quality", Map.of(
                "line_punct_exclude_zero", true, "short_line_thr", 999, "char_duplicates_ratio", 0.1),
                "fineweb_quality_lenient");
    }

    @Test
    void linesMayEndInMarksOfTheirOwn() {
        FilterRun run = new FilterRun("fineweb_quality", Map.of("stop_chars", List.of(";", "end")));

        assertThat(run.of("one;\nthe end\nthe rest.").values()).containsEntry("punctuated_lines", 2.0);
    }

    @Test
    void theEndsOfSentencesInAnyScriptArePunctuation() {
        FilterRun run = new FilterRun("fineweb_quality", Map.of());

        assertThat(run.of("one.\n二。\ntwo?\nthree:\n\ud802\ude56").values()).containsEntry("punctuated_lines", 4.0);
    }
}
