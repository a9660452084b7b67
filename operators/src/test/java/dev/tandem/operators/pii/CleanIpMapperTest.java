package dev.tandem.operators.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.pii.CleanIpMapper.Params;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CleanIpMapperTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8 10.0.0.1 1.2.3.400 256.1.1.1 01.2.3.4 1.2.3, I I I0 2I 0I 1.2.3",
        "2001:db8:0:0:0:0:2:1 ::1 1:2:3:4:5:6:7:8:9 12345:2:3:4:5:6:7:8, I ::1 I:9 1I",
        "no address, no address"
    })
    void addressesAreFoundByTheirForm(String text, String expected) {
        assertThat(new CleanIpMapper(new Params("I")).map(text)).isEqualTo(expected);
        assertThat(new CleanIpMapper(new Params("")).map(text)).isEqualTo(expected.replace("I", ""));
    }
}
