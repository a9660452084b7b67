package dev.tandem.operators.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.recipe.RecipeParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DataJuicerSelectorsTest {
    private static final OperatorCatalog CATALOG = OperatorCatalog.load();

    private static Translation process(String... entries) {
        return DataJuicerRecipe.translate("process:\n  - " + String.join("\n  - ", entries) + "\n", "recipe.yaml", CATALOG);
    }

    /** All operators behind the reader. */
    private static List<OperatorUse> operators(Translation translation) {
        List<OperatorUse> operators = new RecipeParser(CATALOG).parse(translation.recipe(), "r.yaml").stages().getFirst().operators();
        return operators.subList(1, operators.size());
    }

    private static List<String> remarks(Translation translation) {
        return translation.remarks().stream().map(Remark::toString).toList();
    }

    @Test
    void theTopOfWhatAFilterMeasured() {
        Translation translation = process("text_length_filter: {min_len: 3}", "words_num_filter:",
                "topk_specified_field_selector: {field_key: __dj__stats__.text_len, top_ratio: 0.2, topk: 100, reverse: false}");

        assertThat(operators(translation)).endsWith(new OperatorUse("top_fraction", Map.of(
                "feature", "text_length.text_len", "fraction", 0.2, "count", 100L, "order", "lowest", "cut", "count")));
        assertThat(remarks(translation)).anyMatch(remark -> remark.contains("samples without a number are dropped"));
    }

    @Test
    void theLastOfSeveralThatMeasureIt() {
        Translation translation = process("text_length_filter:", "text_length_filter: {min_len: 3}",
                "topk_specified_field_selector: {field_key: __dj__stats__.text_len, topk: 5}");

        assertThat(operators(translation)).endsWith(new OperatorUse("top_fraction", Map.of(
                "feature", "text_length#2.text_len", "fraction", 1.0, "count", 5L, "cut", "count")));
    }

    @Test
    void aFieldOfTheRowIsMeasuredFirst() {
        Translation translation = process(
                "range_specified_field_selector: {field_key: meta.score, lower_percentile: 0.1, upper_percentile: 0.9, upper_rank: 7}");

        assertThat(operators(translation)).containsExactly(
                new OperatorUse("specified_numeric_field", Map.of("field_key", "meta.score")),
                new OperatorUse("quantile_range", Map.of(
                        "feature", "specified_numeric_field.field_value", "lower", 0.1, "upper", 0.9, "upper_rank", 7L)));
    }

    @Test
    void whatNoOperatorMeasuredIsNotTranslated() {
        Translation translation = process("topk_specified_field_selector: {field_key: __dj__stats__.text_len, topk: 5}");

        assertThat(operators(translation)).isEmpty();
        assertThat(translation.isWhole()).isFalse();
        assertThat(remarks(translation)).anyMatch(remark -> remark.contains("no operator before it measures that"));
    }

    @Test
    void aSelectorWithoutLimitsIsNotNeeded() {
        Translation translation = process("topk_specified_field_selector: {field_key: score, topk: null, top_ratio: 0}",
                "range_specified_field_selector: {field_key: score, lower_rank: 3}", "topk_specified_field_selector:");

        assertThat(operators(translation)).isEmpty();
        assertThat(translation.isWhole()).isTrue();
        assertThat(remarks(translation)).hasSize(3).allMatch(remark -> remark.endsWith("it keeps everything"));
    }

    @Test
    void otherSelectorsAreTranslatedByTheirNames() {
        Translation translation = process("random_selector: {select_ratio: 0.5, select_num: null}",
                "frequency_specified_field_selector: {field_key: licence, topk: 2}",
                "tags_specified_field_selector: {field_key: licence, target_tags: [cc0, mit]}", "image_ohem_selector:");

        assertThat(operators(translation)).containsExactly(
                new OperatorUse("random", Map.of("select_ratio", 0.5)),
                new OperatorUse("frequency_specified_field", Map.of("field_key", "licence", "topk", 2L)),
                new OperatorUse("specified_field", Map.of("field_key", "licence", "target_value", List.of("cc0", "mit"))));
        assertThat(translation.translated()).isEqualTo(3);
        assertThat(remarks(translation)).anyMatch(remark -> remark.contains("image_ohem_selector: no model is trained"));
    }
}
