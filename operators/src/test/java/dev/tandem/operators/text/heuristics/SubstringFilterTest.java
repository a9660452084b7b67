package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SubstringFilterTest {
    @Test
    void thePositionDecides() {
        assertThat(run("ab", "any").decision("xabx")).isEqualTo("keep");
        assertThat(run("ab", "prefix").decision("abx")).isEqualTo("keep");
        assertThat(run("ab", "suffix").decision("xab")).isEqualTo("keep");
        assertThat(run("ab", "prefix").decision("xab")).isEqualTo("substring not at its position");
        assertThat(run("ab", "suffix").decision("abx")).isEqualTo("substring not at its position");
        assertThat(run("ab", "any").decision("aB")).isEqualTo("substring not at its position");
    }

    @Test
    void withoutCharactersEverythingIsKept() {
        assertThat(new FilterRun("substring", Map.of()).decision("")).isEqualTo("keep");
    }

    private static FilterRun run(String substring, String position) {
        return new FilterRun("substring", Map.of("substring", substring, "position", position));
    }
}
