package dev.tandem.operators.text.english;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class Unicode14Test {
    @Test
    void whatCameLaterIsUnassigned() {
        for (int later : new int[] {0x897, 0x1C89, 0x1C8A, 0xA7DB, 0x105C0, 0x10D40, 0x31350, 0x323AF}) {
            assertThat(Unicode14.category(later)).isEqualTo(Character.UNASSIGNED);
            assertThat(Unicode14.isLetter(later)).isFalse();
            assertThat(Unicode14.isDigit(later)).isFalse();
        }
    }

    @Test
    void whatWasThereIsWhatItWas() {
        for (int codePoint : new int[] {'a', 'Z', 0xE9, 0x896, 0x898, 0x1C88, 0xA7CA, 0x3134A}) {
            assertThat(Unicode14.category(codePoint)).isEqualTo(Character.getType(codePoint));
        }
        assertThat(Unicode14.isLetter('_')).isFalse();
        assertThat(Unicode14.isLetter(0x4E00)).isTrue();
    }

    /** How many there are in Python 3.11. */
    @Test
    void classesAreAsLargeAsThere() {
        assertThat(count(Unicode14::isDigitOfAnyKind)).isEqualTo(788);
        assertThat(count(Unicode14::isUpperCase)).isEqualTo(1951);
        assertThat(count(Unicode14::isLowerCase)).isEqualTo(2471);
        assertThat(count(Unicode14::isTitleCase)).isEqualTo(31);
        assertThat(count(Unicode14::isMark)).isEqualTo(2408);
    }

    private static long count(IntPredicate included) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(included).count();
    }
}
