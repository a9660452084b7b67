package dev.tandem.operators.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.pii.CleanIbanMapper.Params;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CleanIbanMapperTest {
    private static final String NUMBER = "DE89370400440532013000";

    private final CleanIbanMapper mapper = new CleanIbanMapper(new Params(Removal.REPLACE, "#"));

    @ParameterizedTest
    @ValueSource(strings = {
        NUMBER, "DE89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32", "gb82west12345698765432", "NO93 8601 1117 947",
        "FR1420041010050500013M02606", "ES91-2100-0418-4502-0005-1332",
        "MT84\u00a0MALT\u00a00110\u00a00001\u00a02345\u00a0MTLC\u00a0AST0\u00a001S"
    })
    void numbersOfAccountsAreFound(String number) {
        assertThat(mapper.map("IBAN: " + number + ".")).isEqualTo("IBAN: #.");
        assertThat(mapper.map(number + " " + number)).isEqualTo("# #");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "DE88370400440532013000", "DE8937040044053201300", "DE893704004405320130000", "XX89370400440532013000", "XDE89370400440532013000",
        "DE89 37040 0440 532013000", "DE89  3704 0044 0532 0130 00", "DE89370400440532013000-1", "DE89", "DE89 3704"
    })
    void otherTextStays(String text) {
        assertThat(mapper.map("IBAN " + text)).isEqualTo("IBAN " + text);
    }

    @Property(tries = 200)
    void anyWrongDigitIsNoticed(@ForAll @IntRange(min = 2, max = 21) int place, @ForAll @IntRange(min = 1, max = 9) int added) {
        StringBuilder number = new StringBuilder(NUMBER);
        number.setCharAt(place, (char) ('0' + (number.charAt(place) - '0' + added) % 10));

        assertThat(mapper.map(number.toString())).isEqualTo(number.toString());
    }
}
