package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BoilerplateStringFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("boilerplate_string", false);
    }

    @Test
    void phrasesOfYoursTakeThePlaceOfThoseOnTheList() {
        FilterRun run = new FilterRun("boilerplate_string", Map.of("boilerplate_strings", List.of("Sign In", "ÉTÉ")));

        assertThat(run.number("please sign in\n\nprivacy policy")).isEqualTo(0.5);
        assertThat(run.number("un été")).isEqualTo(1);
        assertThat(run.number("sign\nin")).isZero();
    }

    @Test
    void placeholderTextIsBoilerplateThroughout() {
        FilterRun run = new FilterRun("boilerplate_string", Map.of());

        assertThat(run.number("a\n\nLOREM IPSUM\n\nb")).isEqualTo(1);
        assertThat(run.decision("a\n\nlorem ipsum"))
                .isEqualTo("boilerplate_string_ratio above max_boilerplate_string_ratio");
    }

    @Test
    void aPhraseHasOneToTwoHundredCharacters() {
        FilterRun empty = new FilterRun("boilerplate_string", Map.of("boilerplate_strings", List.of("")));
        FilterRun longest = new FilterRun("boilerplate_string", Map.of("boilerplate_strings", List.of("x".repeat(200))));
        FilterRun longer = new FilterRun("boilerplate_string", Map.of("boilerplate_strings", List.of("x".repeat(201))));

        assertThat(longest.number("x".repeat(200))).isEqualTo(1);
        assertThatThrownBy(() -> empty.number("x")).hasMessageContaining("'boilerplate_strings'");
        assertThatThrownBy(() -> longer.number("x")).hasMessageContaining("201");
    }
}
