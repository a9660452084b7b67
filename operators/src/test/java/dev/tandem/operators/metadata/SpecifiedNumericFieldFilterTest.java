package dev.tandem.operators.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpecifiedNumericFieldFilterTest {
    private static final String NO_NUMBER = "field_value is not a number";

    private static Sample sample(Map<String, String> metadata) {
        return Sample.read("sample", metadata, List.of(new Part.Text("text")));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.5, keep", "1e3, keep", "' 7 ', keep", "5., keep", "+.5E1, keep", "1_000, keep", "0, keep", "1000, keep",
        "-0.51, field_value below min_value", "1000.5, field_value above max_value", "1e400, field_value above max_value"
    })
    void bothLimitsAreIncluded(String value, String decision) {
        FilterRun run = new FilterRun(
                "specified_numeric_field", Map.of("field_key", "score", "min_value", -0.5, "max_value", 1000));

        assertThat(run.decision(sample(Map.of("score", value)))).isEqualTo(decision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "e5", "1d", "0x10", "1__0", "_1", "1 2", "1,5", "true", "NaN", "[1]"})
    void whatIsNoNumberIsDropped(String value) {
        FilterRun run = new FilterRun("specified_numeric_field", Map.of("field_key", "score"));

        assertThat(run.decision(sample(Map.of("score", value)))).isEqualTo(NO_NUMBER);
    }

    @Test
    void aFieldWithinAnotherIsFoundByItsPath() {
        FilterRun run = new FilterRun("specified_numeric_field", Map.of("field_key", "meta.score", "min_value", 2));

        assertThat(run.decision(sample(Map.of("meta", "{\"score\":2.5}")))).isEqualTo("keep");
        assertThat(run.decision(sample(Map.of("meta", "{\"score\":1}")))).isEqualTo("field_value below min_value");
        assertThat(run.decision(sample(Map.of("meta", "{\"score\":null}")))).isEqualTo(NO_NUMBER);
        assertThat(run.decision(sample(Map.of()))).isEqualTo(NO_NUMBER);
    }

    @Test
    void withoutAFieldEverythingIsKept() {
        assertThat(new FilterRun("specified_numeric_field", Map.of()).decision("text")).isEqualTo("keep");
    }
}
