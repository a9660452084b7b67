package dev.tandem.operators.pii;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PiiCountFilterTest {
    private static final String ALL = "Jo, jo@example.net and jo@example.com, at 8.8.8.8 and 10.0.0.1, 212-555-0123,"
            + " card 4111 1111 1111 1111, DE89370400440532013000, 12345678Z and 123-45-6789.";

    @Test
    void eachKindIsCounted() {
        assertThat(new FilterRun("pii_count", Map.of()).of(ALL).values()).isEqualTo(Map.of(
                "emails", 2.0, "ips", 1.0, "phones", 1.0, "cards", 1.0, "ibans", 1.0, "national_ids", 2.0));
        assertThat(new FilterRun("pii_count", Map.of("countries", List.of("us"))).of(ALL).values()).containsEntry("national_ids", 1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "jo@example.net 8.8.8.8 212-555-0123, keep", "4111 1111 1111 1111, cards above max_cards",
        "DE89370400440532013000, ibans above max_ibans", "12345678Z, national_ids above max_national_ids"
    })
    void contactDetailsPassAndOtherNumbersDoNot(String text, String decision) {
        assertThat(new FilterRun("pii_count", Map.of()).decision(text)).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({"emails, 2", "ips, 1", "phones, 1", "cards, 1", "ibans, 1", "national_ids, 2"})
    void moreThanALimitIsDropped(String kind, int found) {
        Map<String, Object> lenient = Map.of("max_cards", 9, "max_ibans", 9, "max_national_ids", 9);
        Map<String, Object> enough = new HashMap<>(lenient);
        enough.put("max_" + kind, found);
        Map<String, Object> less = new HashMap<>(lenient);
        less.put("max_" + kind, found - 1);

        assertThat(new FilterRun("pii_count", enough).decision(ALL)).isEqualTo("keep");
        assertThat(new FilterRun("pii_count", less).decision(ALL)).isEqualTo(kind + " above max_" + kind);
    }
}
