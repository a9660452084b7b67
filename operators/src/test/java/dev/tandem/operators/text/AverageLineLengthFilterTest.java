package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AverageLineLengthFilterTest {
    @Test
    void averagesAgreeWithDataJuicer() {
        Reference.agrees("average_line_length", Map.of(), "avg_line_length", "average_line_length");
    }

    @Test
    void lineEndsOfEveryKindAreCounted() {
        FilterRun run = new FilterRun("average_line_length", Map.of());

        assertThat(run.number("ab\ncd")).isEqualTo(2.5);
        assertThat(run.number("ab\r\ncd\u2028e")).isEqualTo(8 / 3.0);
        assertThat(run.number("ab\n")).isEqualTo(3);
        assertThat(run.number("")).isZero();
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("average_line_length", Map.of("min_len", 2.5, "max_len", 3));

        assertThat(run.decision("ab\ncd")).isEqualTo("keep");
        assertThat(run.decision("ab\n")).isEqualTo("keep");
        assertThat(run.decision("a\nb")).isEqualTo("avg_line_length below min_len");
        assertThat(run.decision("abcd")).isEqualTo("avg_line_length above max_len");
    }
}
