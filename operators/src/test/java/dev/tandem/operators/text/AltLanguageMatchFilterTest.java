package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AltLanguageMatchFilterTest {
    private static final String ENGLISH = "The committee decided that the bridge should be painted before the winter comes.";
    private static final String ENGLISH_ALT = "The committee in front of the green bridge over the river";
    private static final String GERMAN_ALT = "Der Ausschuss vor der grünen Brücke über den Fluss, kurz vor dem Winter";
    private static final String OTHER = "alternative text in another language than the page";

    private final FilterRun run = new FilterRun("alt_language_match", Map.of());

    private static Part image(String alt, String around) {
        return TestImages.part(TestImages.file("one.png"), Map.of(PartAttributes.ALT, alt, PartAttributes.SURROUNDING, around));
    }

    private static Sample page(String text, String... alts) {
        List<Part> parts = new ArrayList<>(List.of(new Part.Text(text)));
        for (String alt : alts) {
            parts.add(image(alt, ""));
        }
        return Sample.read("page", Map.of(), parts);
    }

    @Test
    void languagesOfPageAndAlternativeTextsAreTold() {
        assertThat(run.of(page(ENGLISH, ENGLISH_ALT, GERMAN_ALT, "short")).values())
                .containsEntry("page_lang", "en")
                .containsEntry("alt_langs", "en,de");
        assertThat(run.decision(page(ENGLISH, ENGLISH_ALT))).isEqualTo("keep");
        assertThat(run.decision(page(ENGLISH, ENGLISH_ALT, GERMAN_ALT))).isEqualTo(OTHER);
        assertThat(new FilterRun("alt_language_match", Map.of("max_other_ratio", 0.5)).decision(page(ENGLISH, ENGLISH_ALT, GERMAN_ALT)))
                .isEqualTo("keep");
    }

    @Test
    void ofAPairTheTextAroundThePictureIsThePage() {
        Part description = new Part.Text(GERMAN_ALT, Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION));

        assertThat(run.decision(Sample.read("pair", Map.of(), List.of(image(GERMAN_ALT, ENGLISH), description)))).isEqualTo(OTHER);
        assertThat(run.decision(Sample.read("pair", Map.of(), List.of(image(GERMAN_ALT, GERMAN_ALT), description)))).isEqualTo("keep");
    }

    @Test
    void whatCannotBeToldMatches() {
        assertThat(run.decision(page(ENGLISH, "Brücke über den Fluss im Winter", ""))).isEqualTo("keep");
        assertThat(new FilterRun("alt_language_match", Map.of("min_chars", 31))
                        .decision(page(ENGLISH, "Brücke über den Fluss im Winter")))
                .isEqualTo(OTHER);
        assertThat(run.decision(page("12 + 3", GERMAN_ALT))).isEqualTo("keep");
        assertThat(run.decision(page(ENGLISH))).isEqualTo("keep");
        assertThat(run.decision(page(ENGLISH, "1234567890 ".repeat(5)))).isEqualTo("keep");
    }

    @Test
    void oneLanguageCannotBeToldApart() {
        assertThatThrownBy(() -> new FilterRun("alt_language_match", Map.of("candidates", List.of("en"))).of(ENGLISH))
                .hasMessageContaining("at least two languages");
    }
}
