package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class C4ParagraphFilterTest {
    @Test
    void lengthsAndDecisionsAgreeWithDatatrove() {
        Datatrove.agrees("c4_paragraph", Map.of(), "c4_paragraph");
    }

    @Test
    void asManyParagraphsAsAskedForAreLong() {
        FilterRun run = new FilterRun("c4_paragraph", Map.of("min_paragraphs", 2, "min_paragraph_len", 3));

        assertThat(run.decision("one\n\ntwo")).isEqualTo("keep");
        assertThat(run.decision("one two\nno")).isEqualTo("fewer long paragraphs than min_paragraphs");
        assertThat(run.decision("\ud83d\ude00\ud83d\ude00\none")).isEqualTo("fewer long paragraphs than min_paragraphs");
    }
}
