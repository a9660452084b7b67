package dev.tandem.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.PartAttributes;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.operators.testing.FilterRun;
import dev.tandem.operators.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextSimilarityFilterTest {
    private static Sample pair(String title, String alt, String surrounding, Part... more) {
        List<Part> parts = new ArrayList<>();
        parts.add(TestImages.part(
                TestImages.file("one.png"),
                Map.of(PartAttributes.ALT, alt, PartAttributes.SURROUNDING, surrounding)));
        parts.addAll(List.of(more));
        return Sample.read("pair", Map.of(SampleMetadata.TITLE, title), parts);
    }

    private static Part description(String text) {
        return new Part.Text(text, Map.of(PartAttributes.ROLE, PartAttributes.DESCRIPTION));
    }

    private static String decision(Map<String, Object> params, Sample sample) {
        return new FilterRun("text_similarity", params).decision(sample);
    }

    @Test
    void aDescriptionThatSaysWhatThePageSaysStays() {
        Sample same = pair("A green bridge", "", "over the river", description("a green bridge over the river"));
        Sample other = pair("A green bridge", "", "over the river", description("quarterly earnings"));

        assertThat(new FilterRun("text_similarity", Map.of()).of(same).values()).containsEntry("similarity", 1.0);
        assertThat(decision(Map.of(), same)).isEqualTo("keep");
        assertThat(decision(Map.of(), other)).isEqualTo("similarity below min_score");
        assertThat(decision(Map.of("max_score", 0.9), same)).isEqualTo("similarity above max_score");
    }

    @Test
    void theAlternativeTextDescribesWhereNothingElseDoes() {
        assertThat(decision(Map.of(), pair("A green bridge", "green bridge", ""))).isEqualTo("keep");
    }

    @Test
    void aPairThatLacksOneOfTheTwoIsDropped() {
        assertThat(decision(Map.of(), pair("Title", "", ""))).startsWith("no description");
        assertThat(decision(Map.of(), pair("", "green bridge", ""))).startsWith("no description");
    }

    @Test
    void theModelIsNamedInTheKeyOfItsResults() {
        CurationOperator operator = OperatorCatalog.load()
                .create("text_similarity", Map.of("model", "other"), OperatorContext.withoutModels());

        assertThat(operator.models()).containsExactly("other");
    }

    @Test
    void withoutAModelServerThePassFailsAsAWhole() {
        assertThatThrownBy(() -> FilterRun.withoutModels("text_similarity").of(pair("Title", "green bridge", "")))
                .isInstanceOfSatisfying(
                        TandemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE));
    }
}
