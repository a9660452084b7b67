package dev.tandem.core.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.labels.HumanLabel.Correction;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HumanPreferencesTest {
    private static final Sample EXCHANGE = sample(
            part("Which?", PartAttributes.QUESTION), part("\ud83d\ude00 a red car", PartAttributes.ANSWER));
    private static final Sample TWO = sample(
            part("Which?", PartAttributes.QUESTION), part("this", PartAttributes.ANSWER), part("that", PartAttributes.ANSWER));

    private static Sample sample(Part... parts) {
        return Sample.read("page", Map.of(), List.of(parts));
    }

    private static Part part(String text, String role) {
        return new Part.Text(text, Map.of(PartAttributes.ROLE, role));
    }

    private static HumanLabel label(Sample of, String label, Correction... corrections) {
        return new HumanLabel(7, "run", of.id(), "ann", label, "", List.of(corrections));
    }

    private static String text(Sample preference, String role) {
        return preference.parts().stream()
                .filter(part -> role.equals(part.attributes().get(PartAttributes.ROLE)))
                .map(part -> ((Part.Text) part).text())
                .findFirst()
                .orElse("");
    }

    /** The question takes six characters and the empty line two; a face is one. */
    @Test
    void aCorrectedAnswerIsBetterThanTheOneThatWasCorrected() {
        Sample preference = HumanPreferences.of(
                        EXCHANGE, label(EXCHANGE, "bad", new Correction(10, 11, "the"), new Correction(12, 15, "blue")))
                .orElseThrow();
        assertThat(text(preference, PartAttributes.CHOSEN)).isEqualTo("\ud83d\ude00 the blue car");
        assertThat(text(preference, PartAttributes.REJECTED)).isEqualTo("\ud83d\ude00 a red car");
        assertThat(text(preference, PartAttributes.QUESTION)).isEqualTo("Which?");
        assertThat(preference.parents()).containsExactly(EXCHANGE.id());
        assertThat(preference.metadata()).containsEntry(SampleMetadata.ACTOR, "human").containsEntry("preference", "correction");
    }

    @Test
    void ofTwoAnswersThePreferredOneIsChosen() {
        Optional<Sample> second = HumanPreferences.of(TWO, label(TWO, "second"));
        assertThat(second.map(found -> text(found, PartAttributes.CHOSEN))).contains("that");
        assertThat(HumanPreferences.of(TWO, label(TWO, "first")).map(found -> text(found, PartAttributes.REJECTED))).contains("that");
        assertThat(HumanPreferences.of(TWO, label(TWO, "tie"))).isEmpty();
        assertThat(HumanPreferences.of(EXCHANGE, label(EXCHANGE, "first"))).isEmpty();
    }

    @Test
    void correctionsThatLeaveTheTextAreRefusedWithTheirLine() {
        for (Correction correction : List.of(new Correction(5, 7, "x"), new Correction(18, 20, "x"), new Correction(90, 91, "x"))) {
            assertThatThrownBy(() -> HumanPreferences.of(EXCHANGE, label(EXCHANGE, "bad", correction)))
                    .hasMessageContaining("Line 7 of the labels").hasMessageContaining("not within one part");
        }
    }
}
