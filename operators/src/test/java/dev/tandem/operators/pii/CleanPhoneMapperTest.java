package dev.tandem.operators.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.pii.CleanPhoneMapper.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CleanPhoneMapperTest {
    private final CleanPhoneMapper mapper = new CleanPhoneMapper(new Params(Removal.REPLACE, "#"));

    @ParameterizedTest
    @ValueSource(strings = {
        "+49 30 1234567", "+491234567890", "+44 (0)20 7946 0958", "(+49) 30 123456", "0049 30 1234567", "+1 (212) 555-0123",
        "+7 495 123-45-67", "+298 123456", "+33\u00a01\u00a023\u00a045\u00a067\u00a089", "(212) 555-0123", "(212)555-0123",
        "212-555-0123", "212.555.0123", "1-212-555-0123", "1 212 555 0123", "212/555-0123", "01 23 45 67 89", "020 7946 0958",
        "0171/123 45 67", "(0221) 123-456", "0151-12345678", "030.123.456"
    })
    void numbersAreFoundByTheirMarks(String number) {
        assertThat(mapper.map("Call " + number + ", or come.")).isEqualTo("Call #, or come.");
        assertThat(mapper.map("(" + number + ")\n" + number + ".")).isEqualTo("(#)\n#.");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2025-01-31", "01.02.2024 10:30", "31/01/2025", "1234567890", "+1 2345678", "+999 1234567", "+12345", "x+49301234567",
        "200 300 4000", "112-555-0123", "211-555-0123", "212-155-0123", "978-0-306-40615-7", "0-306-40615-2", "0.123456789",
        "00 1234567", "10.01 23 45 67 89", "id-212-555-0123", "212-555-0123-77", "030 1", "4111 1111 0111 1111", "7 01 23 45 67 89",
        "+4912345678901234567890", "01.02 2024 1000"
    })
    void otherNumbersStay(String number) {
        assertThat(mapper.map("It is " + number + " here")).isEqualTo("It is " + number + " here");
    }

    @Test
    void aNumberEndsBeforeTheNext() {
        assertThat(mapper.map("01 23 45 67 89 01 98 76 54 32")).isEqualTo("# #");
        assertThat(mapper.map("212-555-0123 212-555-0199 4")).isEqualTo("# # 4");
    }

    @Test
    void aNumberIsReplacedOrGoesAloneOrWithItsLine() {
        String text = "Jo\r\nTel. 212-555-0123 or 212-555-0199\r\nBye";

        assertThat(mapper.map(text)).isEqualTo("Jo\r\nTel. # or #\r\nBye");
        assertThat(new CleanPhoneMapper(new Params(Removal.REMOVE, "#")).map(text)).isEqualTo("Jo\r\nTel.  or \r\nBye");
        assertThat(new CleanPhoneMapper(new Params(Removal.REMOVE_LINE, "#")).map(text)).isEqualTo("Jo\r\nBye");
        assertThat(new CleanPhoneMapper(new Params(Removal.REMOVE_LINE, "#")).map("none\n")).isEqualTo("none\n");
    }
}
