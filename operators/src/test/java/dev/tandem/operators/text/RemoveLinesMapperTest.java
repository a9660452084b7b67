package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.text.RemoveLinesMapper.Params;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RemoveLinesMapperTest {
    private static String mapped(List<String> phrases, int minWords, boolean terminal, String text) {
        return new RemoveLinesMapper(new Params(phrases, minWords, terminal)).map(text);
    }

    @Test
    void nothingGoesUnlessItIsAskedFor() {
        assertThat(mapped(List.of(), 0, false, "\n a\r\n\nb")).isEqualTo("\n a\r\n\nb");
    }

    @Test
    void linesWithAPhraseGoInCapitalsToo() {
        List<String> phrases = List.of("cookie Policy", "\u00e9T\u00e9");

        assertThat(mapped(phrases, 0, false, "Our COOKIE policy.\r\nA gull.\nL'\u00c9t\u00e9\n\ncookie\npolicy"))
                .isEqualTo("A gull.\n\ncookie\npolicy");
    }

    @Test
    void linesWithTooFewWordsGo() {
        assertThat(mapped(List.of(), 2, false, "one\n  two words \n\n x\ty\u00a0z\n.")).isEqualTo("  two words \n x\ty\u00a0z\n");
        assertThat(mapped(List.of(), 1, false, " \n.\n\n")).isEqualTo(".\n");
    }

    @Test
    void linesWithoutPunctuationAtTheEndGo() {
        assertThat(mapped(List.of(), 0, true, "Menu\nA gull. \nWait...\nWhy?\n\"So!\"\nNo;\n\n.."))
                .isEqualTo("A gull. \nWhy?\n\"So!\"\n..");
    }

    @Test
    void anEmptyPhraseIsRefused() {
        assertThatThrownBy(() -> new Params(List.of(""), 0, false)).hasMessageContaining("phrases");
    }
}
