package dev.tandem.operators.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.pii.CleanCardMapper.Params;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CleanCardMapperTest {
    private final CleanCardMapper mapper = new CleanCardMapper(new Params(Removal.REPLACE, "#"));

    @ParameterizedTest
    @ValueSource(strings = {
        "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "4222222222222", "5555555555554444", "2223003122003222",
        "3782 822463 10005", "30569309025904", "3530 1113 3330 0000", "6011111111111117", "6200000000000005", "6304000000000000"
    })
    void numbersOfCardsAreFound(String number) {
        assertThat(mapper.map("Card " + number + ", 12/27")).isEqualTo("Card #, 12/27");
        assertThat(mapper.map(number + " 2027 123 " + number)).isEqualTo("# 2027 123 #");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "4111111111111112", "1111111111111117", "41111111111111", "a4111111111111111", "4111111111111111b", "0.4111111111111111",
        "4111-1111 1111-1111", "4111-1111-1111-1111-2", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "41111111111111111111111111",
        "4111  1111 1111 1111", "/id/4111111111111111"
    })
    void otherNumbersStay(String number) {
        assertThat(mapper.map("Card " + number + " here")).isEqualTo("Card " + number + " here");
    }

    @Property(tries = 200)
    void anyWrongDigitIsNoticed(@ForAll @IntRange(max = 15) int place, @ForAll @IntRange(min = 1, max = 9) int added) {
        StringBuilder number = new StringBuilder("4111111111111111");
        number.setCharAt(place, (char) ('0' + (number.charAt(place) - '0' + added) % 10));

        assertThat(mapper.map(number.toString())).isEqualTo(number.toString());
    }

    @Test
    void theLineGoesWhereThatIsWanted() {
        assertThat(new CleanCardMapper(new Params(Removal.REMOVE_LINE, "")).map("a\n4111111111111111")).isEqualTo("a\n");
    }
}
