package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MaximumLineLengthFilterTest {
    @Test
    void lengthsAgreeWithDataJuicer() {
        Reference.agrees("maximum_line_length", Map.of(), "max_line_length", "maximum_line_length");
    }

    @Test
    void theLongestLineIsMeasuredWithoutItsEnd() {
        FilterRun run = new FilterRun("maximum_line_length", Map.of());

        assertThat(run.number("a\r\nbcd\u0085ef")).isEqualTo(3);
        assertThat(run.number("\ud83d\ude00\ud83d\ude00\n")).isEqualTo(2);
        assertThat(run.number("")).isZero();
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("maximum_line_length", Map.of("min_len", 2, "max_len", 3));

        assertThat(run.decision("a\nb")).isEqualTo("max_line_length below min_len");
        assertThat(run.decision("a\nbc")).isEqualTo("keep");
        assertThat(run.decision("abc")).isEqualTo("keep");
        assertThat(run.decision("abcd")).isEqualTo("max_line_length above max_len");
    }
}
