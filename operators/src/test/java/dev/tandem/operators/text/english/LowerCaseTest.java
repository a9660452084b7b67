package dev.tandem.operators.text.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

final class LowerCaseTest {
    @Test
    void aCapitalCanTakeMoreRoomThanItsSmallLetter() {
        assertThat(LowerCase.of("İİ A")).isEqualTo("i\u0307i\u0307 a");
    }

    @Test
    void charactersBeyondTheBasicPlaneHaveSmallLettersToo() {
        assertThat(LowerCase.of("a\ud801\udc00É")).isEqualTo("a\ud801\udc28é");
    }

    @Test
    void halfOfASurrogatePairStays() {
        assertThat(LowerCase.of("É\ud801")).isEqualTo("é\ud801");
        assertThat(LowerCase.of("\udc00É\ud801A")).isEqualTo("\udc00é\ud801a");
    }

    @Property(tries = 300)
    void anArrayHasTheSame(@ForAll String text) {
        assertThat(LowerCase.characters(text)).isEqualTo(LowerCase.of(text).toCharArray());
    }

    @Property(tries = 500)
    void bytesHaveTheSame(@ForAll String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(LowerCase.characters(utf8)).isEqualTo(LowerCase.characters(new String(utf8, StandardCharsets.UTF_8)));
    }

    @Property(tries = 300)
    void bytesOfSimpleTextsHaveTheSame(@ForAll @CharRange(from = 'A', to = '\u2100') String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(LowerCase.characters(utf8)).isEqualTo(LowerCase.of(text).toCharArray());
    }

    /** What one character becomes does not depend on what has no cases around it. */
    @Property(tries = 300)
    void charactersAreMappedOneByOne(@ForAll char c) {
        if (LowerCase.simple(c) != LowerCase.NOT_SIMPLE) {
            assertThat(LowerCase.of("- " + c + " İ -")).isEqualTo("- " + LowerCase.simple(c) + " i\u0307 -");
        }
    }
}
