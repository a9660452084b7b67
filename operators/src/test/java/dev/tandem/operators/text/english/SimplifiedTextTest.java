package dev.tandem.operators.text.english;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.Datatrove;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class SimplifiedTextTest {
    @Test
    void textsAgreeWithTheReference() {
        assertThat(Datatrove.all()).allSatisfy(reference -> assertThat(SimplifiedText.of(reference.text()))
                .isEqualTo(reference.expected().get("simplified").textValue()));
    }

    @Test
    void numbersBecomeZeroWithOneDecimalPart() {
        assertThat(SimplifiedText.of("1.2.3, 10,000; 7. and ३٫४")).isEqualTo("0 0 0 0 and 0");
    }

    @Test
    void sigmaIsFinalAtTheEndOfAWordAlone() {
        assertThat(SimplifiedText.of("ΟΔΟΣ ΟΣΑ Σ ΑΣ'Α ΑΣ-Α")).isEqualTo("οδος οσα σ ασ α ας α");
    }

    @Test
    void decomposedTextIsLeftInItsLetters() {
        assertThat(SimplifiedText.of("Caf\u00e9 \ud55c")).isEqualTo("cafe \u1112\u1161\u11ab");
    }

    @Test
    void marksWithoutEndTakeNoTimeWithoutEnd() {
        // Put in order at once, so many would take hours.
        assertThat(SimplifiedText.of("a" + "\u0301\u0323".repeat(1_000_000) + "b")).isEqualTo("ab");
    }

    @Test
    void marksThatStayAreInOrder() {
        // Two of one syllable, the one below first; and what is nonspacing between them is left out.
        assertThat(SimplifiedText.of("a\ud834\udd65\u0301\u302e")).isEqualTo("a\ud834\udd65\u302e");
        assertThat(SimplifiedText.of("a\u302e\u0301\ud834\udd65")).isEqualTo("a\ud834\udd65\u302e");
    }

    /** Of ideographs and Hangul, one in thirteen. */
    @Test
    void oneWalkGivesForEachCharacterWhatAllStepsGive() {
        for (int i = 0; i < Character.MAX_VALUE; i += i < 0x3100 ? 1 : 13) {
            char c = (char) i;
            String text = c + " a" + c + "1" + c + "2. " + c + " B" + c;
            assertThat(SimplifiedText.of(text)).as("%04x", i).isEqualTo(SimplifiedText.stepwise(text));
        }
    }

    @Property(tries = 500)
    void oneWalkGivesWhatAllStepsGive(@ForAll @StringLength(max = 40) @CharRange(from = 0, to = 0x3ff) @Chars({
            ' ', '\n', '1', '2', '.', ',', 'A', '\u0301', '\u201c', '\u066b', '\u0663', '\u03a3', '\u0130', '\u302e', '\ud55c'
    }) String text) {
        assertThat(SimplifiedText.of(text)).isEqualTo(SimplifiedText.stepwise(text));
    }

    @Property(tries = 300)
    void numbersToo(@ForAll @StringLength(max = 20) @Chars({'1', '2', '.', ',', ' ', 'A'}) String plain) {
        assertThat(SimplifiedText.of(plain + " \u00e9")).isEqualTo(SimplifiedText.stepwise(plain + " e"));
    }
}
