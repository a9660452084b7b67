package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeConverterTest {
    private final TimeConverter converter = new TimeConverter();

    @Test
    void readsTimesAsPeopleWriteThem() {
        assertThat(converter.convert("45s")).isEqualTo(Duration.ofSeconds(45));
        assertThat(converter.convert("90m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(converter.convert("24h")).isEqualTo(Duration.ofDays(1));
        assertThat(converter.convert("30d")).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24", "h", "-1h", "1 h", "1w", "99999999999999h"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> converter.convert(text)).hasMessageContaining("24h");
    }
}
