package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class SpecialCharactersFilterTest {
    @Test
    void sharesAgreeWithDataJuicer() {
        Reference.agrees("special_characters", Map.of(), "special_char_ratio", "special_characters");
    }

    @Test
    void punctuationDigitsSpaceAndSymbolsAreSpecial() {
        FilterRun run = new FilterRun("special_characters", Map.of());

        assertThat(run.number("a,1 ")).isEqualTo(0.75);
        assertThat(run.number("\ud83d\ude00b")).isEqualTo(0.5);
        assertThat(run.number("")).isZero();
        // Words are stripped of what is special, and words between such letters are not looked at.
        assertThat(run.number("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")).isZero();
        assertThat(run.number(Characters.all())).isEqualTo(1618 / 1_112_064.0);
        assertThat(run.decision("a,1 ")).isEqualTo("special_char_ratio above max_ratio");
        assertThat(run.decision("abc ")).isEqualTo("keep");
    }

    @Property
    void theShareIsARatio(@ForAll String text) {
        assertThat(new FilterRun("special_characters", Map.of()).number(text)).isBetween(0.0, 1.0);
    }
}
