package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptionLengthFilterTest {
    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        "'',0,0", "'   ',0,3", "a,1,1", "'  two  words ',2,13", "'ab c d',3,6", "'one two\u001cthree',3,13", "'x\u3000y zz',3,6",
        "'\ud83d\ude00 \ud83d\ude00 3',3,5", "'a\u00a0b\u2003c',3,5"
    })
    void wordsAreWhatAnyWhiteSpaceSeparatesAndCharactersCodePoints(String caption, double words, double chars) {
        assertThat(new FilterRun("caption_length", Map.of()).of(caption).values())
                .containsEntry("caption_words", words)
                .containsEntry("caption_chars", chars);
    }

    @Test
    void limitsAreIncluded() {
        FilterRun run = new FilterRun("caption_length", Map.of("max_words", 4, "max_chars", 9));

        assertThat(run.decision("ab c d")).isEqualTo("keep");
        assertThat(run.decision("a b c d e")).isEqualTo("caption_words above max_words");
        assertThat(run.decision("abc def")).isEqualTo("caption_words below min_words");
        assertThat(run.decision("a b c")).isEqualTo("caption_chars below min_chars");
        assertThat(run.decision("abcd ef gh")).isEqualTo("caption_chars above max_chars");
    }
}
