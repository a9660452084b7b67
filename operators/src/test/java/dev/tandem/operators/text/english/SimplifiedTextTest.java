package dev.tandem.operators.text.english;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.Datatrove;
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
}
