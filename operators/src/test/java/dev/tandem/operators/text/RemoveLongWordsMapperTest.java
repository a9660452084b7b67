package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.text.RemoveLongWordsMapper.Params;
import org.junit.jupiter.api.Test;

final class RemoveLongWordsMapperTest {
    private static String mapped(long minLen, long maxLen, String text) {
        return new RemoveLongWordsMapper(new Params(minLen, maxLen)).map(text);
    }

    @Test
    void aWordStaysThatFitsAsItIsOrWithoutTheSpecialCharactersAroundIt() {
        assertThat(mapped(2, 3, "a (bb) ccc\t\tdddd  e\n\n \nfff ...")).isEqualTo("(bb) ccc\nfff ...");
        assertThat(mapped(1, 3, "((four)) ((abc)) ,,,,,")).isEqualTo("((abc))");
    }

    @Test
    void theStrongestOfSeveralSeparatorsIsLeft() {
        assertThat(mapped(1, 9, "\na  b \t c\t \n\td\n")).isEqualTo("a b\tc\nd");
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        assertThat(mapped(1, 2, "\ud83d\ude00\ud83d\ude00 \ud801\udc00\ud801\udc00\ud801\udc00")).isEqualTo("\ud83d\ude00\ud83d\ude00");
    }

    @Test
    void nothingIsTooLongUnlessALimitIsSet() {
        assertThat(mapped(1, Long.MAX_VALUE, "a " + "b".repeat(9_999))).hasSize(10_001);
        assertThat(mapped(1, 9, " \t\n")).isEmpty();
    }
}
