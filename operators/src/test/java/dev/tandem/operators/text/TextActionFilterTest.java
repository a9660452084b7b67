package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** spaCy's small English model counts the same here. */
final class TextActionFilterTest {
    private final FilterRun run = new FilterRun("text_action", Map.of());

    @ParameterizedTest
    @CsvSource({
        "Tom is playing piano., 1", "The cat is on the table., 0", "A red car, 0", "She opened the door and walked out., 2",
        "He could not have known that they were coming., 2", "'', 0"
    })
    void verbsAreCountedAndAuxiliaryOnesAreNot(String text, double actions) {
        assertThat(run.number(text)).isEqualTo(actions);
    }

    @Test
    void asManyVerbsAsAskedForAreEnough() {
        assertThat(run.decision("Tom is playing piano.")).isEqualTo("keep");
        assertThat(run.decision("A red car")).isEqualTo("num_action below min_action_num");
        assertThat(new FilterRun("text_action", Map.of("min_action_num", 2)).decision("Tom is playing piano."))
                .isEqualTo("num_action below min_action_num");
    }

    @Test
    void ofALongTextTheBeginningIsTagged() {
        assertThat(run.number("stone ".repeat(20_000) + "they walk")).isEqualTo(run.number("stone ".repeat(20_000)));
    }

    @Test
    void aSentenceWithoutEndAndAWordWithoutEndAreTagged() {
        assertThat(run.number("they walk ".repeat(3_000))).isEqualTo(3_000);
        assertThat(run.number("x".repeat(200_000) + " walks")).isLessThanOrEqualTo(2);
    }
}
