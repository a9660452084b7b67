package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.SelectorRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptionBoilerplateSelectorTest {
    private static final List<String> TEXTS = List.of(
            "Click to enlarge", "click  to\u00a0enlarge ", "CLICK to enlarge", "a mill by a river", "A mill by a river", "", " ", "\n", "");

    private static SelectorRun run(Map<String, Object> params) {
        return SelectorRun.ofTexts("caption_boilerplate", params, TEXTS);
    }

    @Test
    void allOfWhatTooManyHaveGo() {
        SelectorRun run = run(Map.of("max_count", 2));

        assertThat(run.kept()).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(run.reasons().getFirst()).isEqualTo("text of more than max_count samples");
        assertThat(run.values("count")).startsWith(3.0, 3.0, 3.0, Double.NaN);
        assertThat(run(Map.of("max_count", 1)).kept()).containsExactly(5, 6, 7, 8);
        assertThat(run(Map.of()).kept()).hasSize(TEXTS.size());
    }

    @Test
    void caseCanMatter() {
        assertThat(run(Map.of("max_count", 1, "ignore_case", false)).kept()).hasSize(TEXTS.size());
    }
}
