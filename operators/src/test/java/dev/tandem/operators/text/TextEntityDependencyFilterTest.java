package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** spaCy's small English model says the same of these texts. */
final class TextEntityDependencyFilterTest {
    @ParameterizedTest
    @CsvSource({
        // Text; nouns, names and pronouns; fewest and most dependencies of one of them.
        "The old house stood by the river., 2, 2, 3", "Dogs bark., 2, 1, 1", "Birds., 1, 0, 0",
        "The captain of the ship sleeps., 2, 2, 3", "Cats and dogs play., 2, 1, 3"
    })
    void dependenciesAreCounted(String text, double entities, double fewest, double most) {
        assertThat(new FilterRun("text_entity_dependency", Map.of()).of(text).values())
                .containsEntry("num_entities", entities)
                .containsEntry("min_num_dependency_edges", fewest)
                .containsEntry("max_num_dependency_edges", most);
    }

    @Test
    void aWordAloneIsNoSentence() {
        assertThat(decision("The house is old. Birds.", Map.of())).isEqualTo("num_dependency_edges below min_dependency_num");
        assertThat(decision("The house is old. Birds.", Map.of("any_or_all", "any"))).isEqualTo("keep");
        assertThat(decision("The house is old.", Map.of())).isEqualTo("keep");
        assertThat(decision("The house is old.", Map.of("min_dependency_num", 3)))
                .isEqualTo("num_dependency_edges below min_dependency_num");
    }

    @Test
    void textWithoutThingsGoes() {
        assertThat(decision("Slowly!", Map.of())).isEqualTo("no noun, name or pronoun");
        assertThat(decision("", Map.of("min_dependency_num", 0))).isEqualTo("no noun, name or pronoun");
    }

    private static String decision(String text, Map<String, Object> params) {
        return new FilterRun("text_entity_dependency", params).decision(text);
    }
}
