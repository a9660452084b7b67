package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextLengthFilterTest {
    @Test
    void lengthsAgreeWithDataJuicer() {
        Reference.agrees("text_length", Map.of(), "text_len", "text_length");
    }

    @Test
    void codePointsAreCountedAndBothLimitsIncluded() {
        FilterRun run = new FilterRun("text_length", Map.of("min_len", 2, "max_len", 3));

        assertThat(run.number("\ud83d\ude00")).isEqualTo(1);
        assertThat(run.decision("\ud83d\ude00")).isEqualTo("text_len below min_len");
        assertThat(run.decision("ab")).isEqualTo("keep");
        assertThat(run.decision("abc")).isEqualTo("keep");
        assertThat(run.decision("abcd")).isEqualTo("text_len above max_len");
    }

    @Test
    void textPartsAreMeasuredTogether() {
        Sample sample = Sample.read("two", Map.of(), List.of(new Part.Text("ab"), new Part.Text("cd")));

        assertThat(new FilterRun("text_length", Map.of()).of(sample).values()).containsEntry("text_len", 6.0);
    }
}
