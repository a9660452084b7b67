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

final class SpecifiedFieldFilterTest {
    private static Sample sample(Map<String, String> metadata) {
        return Sample.read("sample", metadata, List.of(new Part.Text("text")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "web | keep",
        "book | keep",
        "Web | field_value not in target_value",
        "[\"web\",\"book\"] | keep",
        "[\"web\",\"forum\"] | field_value not in target_value",
        "[] | keep",
        "[web | field_value not in target_value"
    })
    void allValuesOfTheFieldHaveToBeWanted(String value, String decision) {
        FilterRun run = new FilterRun(
                "specified_field", Map.of("field_key", "kind", "target_value", List.of("web", "book")));

        assertThat(run.decision(sample(Map.of("kind", value)))).isEqualTo(decision);
    }

    @Test
    void aFieldWithinAnotherIsFoundByItsPath() {
        FilterRun run = new FilterRun("specified_field", Map.of("field_key", "meta.source.year", "target_value", "2024"));

        assertThat(run.decision(sample(Map.of("meta", "{\"source\":{\"year\":2024}}")))).isEqualTo("keep");
        assertThat(run.decision(sample(Map.of("meta.source.year", "2024")))).isEqualTo("keep");
        assertThat(run.decision(sample(Map.of("meta", "{\"source\":{}}")))).isEqualTo("field_value not in target_value");
        assertThat(run.decision(sample(Map.of("meta", "2024")))).isEqualTo("field_value not in target_value");
        assertThat(run.decision(sample(Map.of()))).isEqualTo("field_value not in target_value");
    }

    @Test
    void withoutAFieldOrValuesEverythingIsKept() {
        assertThat(new FilterRun("specified_field", Map.of("field_key", "kind")).decision("text")).isEqualTo("keep");
        assertThat(new FilterRun("specified_field", Map.of("target_value", "web")).decision("text")).isEqualTo("keep");
    }
}
