package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguageScriptFilterTest {
    @ParameterizedTest
    @CsvSource({
        "en, 'The tide is out.', 1", "en, 'Москва', 0", "ru, 'Москва 2024!', 1",
        "ja, 'ひらがなカタカナ漢字', 1", "zh, 'ひ漢字字', 0.75", "ko, '한국어', 1", "el, 'Ωab', 0.3333333333333333",
        "ar, 'سلام', 1", "hi, 'नमस्ते', 1", "sr, 'Нови Sad', 1", "en, '123 - ½ ...', 0"
    })
    void lettersOfTheScriptsOfALanguageCount(String language, String text, double share) {
        assertThat(new FilterRun("language_script", Map.of("languages", language)).of(text).values())
                .containsEntry("script_ratio", share);
    }

    @Test
    void lookAlikesOfAnotherScriptAreFound() {
        FilterRun run = new FilterRun("language_script", Map.of());

        assertThat(run.decision("Рay nоw")).isEqualTo("script_ratio below min_ratio");
        assertThat(run.decision("Pay now")).isEqualTo("keep");
    }

    @Test
    void theLimitIsIncludedAndLettersOfSeveralScriptsDoNotCount() {
        FilterRun run = new FilterRun("language_script", Map.of("min_ratio", 0.5));

        assertThat(run.decision("aЖ")).isEqualTo("keep");
        assertThat(run.decision("aЖЖ")).isEqualTo("script_ratio below min_ratio");
        assertThat(run.of("aʰˆ").values()).containsEntry("letters", 2.0);
        assertThat(run.of("1°").values()).containsEntry("letters", 0.0);
    }

    @Test
    void scriptsCanBeNamedBesideLanguages() {
        assertThat(run(List.of("en"), List.of("Cyrillic", "Han")).of("aЖ漢").values()).containsEntry("script_ratio", 1.0);
        assertThat(run(List.of(), List.of("common")).of("a 1").values()).containsEntry("script_ratio", 0.0);
    }

    private static FilterRun run(List<String> languages, List<String> scripts) {
        return new FilterRun("language_script", Map.of("languages", languages, "scripts", scripts));
    }

    @Test
    void unknownLanguagesAndScriptsAreRefused() {
        assertThatThrownBy(() -> run(List.of("xx"), List.of()).of("a")).hasMessageContainingAll("'languages'", "xx");
        assertThatThrownBy(() -> run(List.of(), List.of("Elvish")).of("a")).hasMessageContainingAll("'scripts'", "Elvish");
    }

    @Property
    void theShareIsARatio(@ForAll String text) {
        assertThat((Double) new FilterRun("language_script", Map.of()).of(text).values().get("script_ratio")).isBetween(0.0, 1.0);
    }
}
