package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LanguageFilterTest {
    private static final String ENGLISH =
            "The committee decided that the bridge should be painted before the winter comes.";
    private static final String GERMAN =
            "Der Ausschuss beschloss, dass die Br\u00fccke vor dem Winter gestrichen werden soll.";
    private static final String RUSSIAN =
            "\u041a\u043e\u043c\u0438\u0442\u0435\u0442 \u0440\u0435\u0448\u0438\u043b "
                    + "\u043f\u043e\u043a\u0440\u0430\u0441\u0438\u0442\u044c "
                    + "\u043c\u043e\u0441\u0442";

    @Test
    void theLanguageIsTold() {
        FilterRun run = new FilterRun("language", Map.of());

        assertThat(run.of(ENGLISH).values()).containsEntry("lang", "en");
        assertThat(run.of(GERMAN).values()).containsEntry("lang", "de");
        assertThat(run.of(RUSSIAN).values()).containsEntry("lang", "ru");
    }

    @Test
    void onlyWantedLanguagesStay() {
        FilterRun run = new FilterRun("language", Map.of("languages", List.of("de", "ru")));

        assertThat(run.decision(ENGLISH)).isEqualTo("lang not wanted");
        assertThat(run.decision(GERMAN)).isEqualTo("keep");
        assertThat(run.decision(RUSSIAN)).isEqualTo("keep");
    }

    @Test
    void textWithoutLettersHasNoLanguage() {
        FilterRun run = new FilterRun("language", Map.of());

        assertThat(run.of("12 + 3").values()).containsEntry("lang", "").containsEntry("lang_score", 0.0);
        assertThat(run.decision("")).isEqualTo("lang not wanted");
    }

    @Test
    void aDoubtfulTextIsDropped() {
        FilterRun run = new FilterRun("language", Map.of("min_score", 1));

        assertThat(run.decision("ok")).isIn("lang_score below min_score", "lang not wanted");
    }

    @Test
    void anUnknownLanguageIsRefused() {
        assertThatThrownBy(() -> new FilterRun("language", Map.of("languages", List.of("klingon"))).of(ENGLISH))
                .hasMessageContaining("klingon")
                .hasMessageContaining("ISO 639-1");
    }
}
