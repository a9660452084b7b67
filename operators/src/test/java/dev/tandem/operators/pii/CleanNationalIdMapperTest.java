package dev.tandem.operators.pii;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.pii.CleanNationalIdMapper.Params;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CleanNationalIdMapperTest {
    private static CleanNationalIdMapper of(String... countries) {
        return new CleanNationalIdMapper(new Params(List.of(countries), Removal.REPLACE, "#"));
    }

    @ParameterizedTest
    @CsvSource({
        "us, 123-45-6789", "us, 899-01-0001", "gb, AB123456C", "gb, AB 12 34 56 C", "gb, ab123456d", "es, 12345678Z", "es, 12.345.678-Z",
        "es, 12345678 z", "es, X1234567L", "es, Y-1234567-X", "es, Z1234567R", "de, 86095742719", "de, 47 036 892 816",
        "de, 65929970489", "fr, 255081416802538", "fr, 2 55 08 14 168 025 38", "fr, 1 85 05 2A 006 084 35", "fr, 185052B00608462"
    })
    void numbersOfEachCountryAreFound(String country, String number) {
        List<String> others = List.of("us", "gb", "es", "de", "fr").stream().filter(other -> !other.equals(country)).toList();

        assertThat(of(country).map("Id: " + number + ".")).isEqualTo("Id: #.");
        assertThat(of(others.toArray(String[]::new)).map("Id: " + number + ".")).isEqualTo("Id: " + number + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "000-45-6789", "666-45-6789", "900-45-6789", "123-00-6789", "123-45-0000", "123456789", "123 45 6789",
        "123-45-67890", "9-123-45-6789", "DA123456C", "AO123456C", "GB123456C", "AB123456E", "AB12345C", "12345678A",
        "x12345678Z", "12345678ZZ", "X1234567A", "W1234567L", "86095742718", "08609574271", "11111111111", "12345678903",
        "255081416802539", "955081416802538", "255131416802538", "185052C00608435"
    })
    void otherNumbersStay(String number) {
        assertThat(of("us", "gb", "es", "de", "fr").map("Id " + number)).isEqualTo("Id " + number);
    }

    @Test
    void anUnknownCountryIsRefused() {
        assertThatThrownBy(() -> of("us", "atlantis")).hasMessageContaining("countries").hasMessageContaining("atlantis");
    }
}
